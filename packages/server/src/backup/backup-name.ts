const NAME = /^fieldsync-\d{8}-\d{6}\.backup$/;

/** Sorts by time: `fieldsync-20261127-053000.backup`, in UTC. @param at ISO 8601 */
export function backupName(at: string): string {
  return `fieldsync-${at.slice(0, 10).replaceAll('-', '')}-${at.slice(11, 19).replaceAll(':', '')}.backup`;
}

/** Names to remove, so that the newest `keep` of ours stay. What we did not name is never among them. */
export function backupsToRemove(names: readonly string[], keep: number): readonly string[] {
  const ours = names.filter((name) => NAME.test(name)).sort();
  return ours.slice(0, Math.max(0, ours.length - keep));
}
