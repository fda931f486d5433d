/** @typedef {{version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean}} LockedPackage */
/** @typedef {{packages?: Record<string, LockedPackage>}} Lockfile */

/**
 * Whether what npm says it installed is what the lockfile asks for, so that a person who ran `npm install`
 * does not wait for a second installation.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json, written by npm at the end of an installation
 */
export function lockfilesAgree(wanted, installed) {
  const there = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {}).every(([where, locked]) => {
    if (!where.includes('node_modules/') || locked.link) return true;
    const found = there[where];
    // Packages for other platforms are in the lockfile and rightly absent.
    if (found === undefined) return locked.optional === true || locked.devOptional === true;
    return found.version === locked.version;
  });
}
