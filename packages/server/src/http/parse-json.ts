import { isUtf8 } from 'node:buffer';
import { limits } from '@fieldsync/protocol';
import { isDeeperThan } from './json-depth.ts';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';

/** Strict: invalid UTF-8 is refused instead of being replaced, because a replaced letter in a name is a lost one. */
export function parseJson(bytes: Buffer): Outcome<unknown> {
  if (isDeeperThan(bytes, limits.jsonDepth))
    return refused('MALFORMED', `The body nests deeper than ${limits.jsonDepth} levels.`);
  if (!isUtf8(bytes)) return refused('MALFORMED', 'The body is not UTF-8.');
  try {
    return accepted(JSON.parse(bytes.toString('utf8')));
  } catch {
    return refused('MALFORMED', 'The body is not JSON.');
  }
}
