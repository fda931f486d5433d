import type { StoredRecord } from './stored.ts';

/**
 * A copy of somebody else's record that the account may not see any more: it goes, unless edits of this phone wait for their
 * answer, or a decision to be looked at [R3]. Its version counts for nothing: should it come back, it comes whole.
 * @param unsent items of the record that the office has not answered
 */
export function outOfScope(record: StoredRecord, unsent: number): StoredRecord {
  const { area: _, ...rest } = record;
  return { ...rest, left: true, deleted: record.deleted || unsent === 0, base: { version: 0, data: null } };
}

/** Whether it was seen through one of these areas. What is the account's own never leaves. */
export function wasSeenThrough(record: StoredRecord, areas: readonly string[]): boolean {
  return record.others === true && areas.some((area) => area === record.area);
}
