import { limits } from '@fieldsync/protocol';
import { isDeeperThan } from './json-depth.ts';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';

/** Strict: invalid UTF-8 is refused instead of being replaced, because a replaced letter in a name is a lost one. */
export function parseJson(bytes: Uint8Array): Outcome<unknown> {
  if (isDeeperThan(bytes, limits.jsonDepth))
    return refused('MALFORMED', `The body nests deeper than ${limits.jsonDepth} levels.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused('MALFORMED', 'The body is not UTF-8.');
  }
  try {
    return accepted(JSON.parse(text));
  } catch {
    return refused('MALFORMED', 'The body is not JSON.');
  }
}
