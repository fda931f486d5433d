import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{quick: string, content: string}} Stamp What was there when something was last made from it. */

/** @param {string} file @returns {Stamp | undefined} Undefined when it is missing or not ours. */
export function readStamp(file) {
  try {
    const stamp = /** @type {unknown} */ (JSON.parse(readFileSync(file, 'utf8')));
    if (typeof stamp !== 'object' || stamp === null) return undefined;
    const { quick, content } = /** @type {Partial<Stamp>} */ (stamp);
    return typeof quick === 'string' && typeof content === 'string' ? { quick, content } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {Stamp} stamp */
export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamp)}\n`);
}

/**
 * Whether what was made is still what would be made now. Contents are only read when the cheap sign differs.
 * @param {Stamp | undefined} stamp
 * @param {import('./fingerprint.mjs').Fingerprint} now
 * @returns {'fresh' | 'touched' | 'stale'} `touched`: same contents, so only the stamp needs writing again.
 */
export function compareStamp(stamp, now) {
  if (stamp === undefined) return 'stale';
  if (stamp.quick === now.quick) return 'fresh';
  return stamp.content === now.content() ? 'touched' : 'stale';
}
