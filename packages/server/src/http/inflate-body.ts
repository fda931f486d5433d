import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';

const inflaters = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  /** RFC 9110: `deflate` is a zlib stream, with header and checksum. */
  deflate: promisify(inflate),
} as const;

/** What a sender may use; the answer to anything else names these. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate';

export interface InflateBounds {
  /** Bytes once inflated. */
  readonly maxBytes: number;
  /** Inflated bytes for each compressed one. */
  readonly maxRatio: number;
}

/**
 * Undoes `Content-Encoding` inside both bounds [X4]. zlib stops at the bound, so a bomb costs the bound and no more:
 * 100 KB that would inflate to 100 MB is given up at 8 MB, or earlier by the ratio.
 */
export async function inflateBody(
  body: Buffer,
  encoding: string | null,
  bounds: InflateBounds,
): Promise<Outcome<Buffer>> {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity')
    return body.byteLength > bounds.maxBytes ? tooLarge(bounds.maxBytes) : accepted(body);
  if (!isKnown(name))
    return refused('UNSUPPORTED_ENCODING', `Content-Encoding may be ${ACCEPTED_ENCODINGS} or absent.`);
  const maxOutputLength = Math.max(1, Math.min(bounds.maxBytes, body.byteLength * bounds.maxRatio));
  try {
    return accepted(await inflaters[name](body, { maxOutputLength }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxOutputLength);
    // A zlib stream may ask for a preset dictionary that this server does not have: the sender falls back to gzip.
    if (code === 'Z_NEED_DICT')
      return refused('UNSUPPORTED_ENCODING', 'The body needs a dictionary that this server does not have.');
    return refused('MALFORMED', `The body is not a whole ${name} stream.`);
  }
}

function isKnown(name: string): name is keyof typeof inflaters {
  return Object.hasOwn(inflaters, name);
}

function tooLarge(maxBytes: number): Outcome<never> {
  return refused('TOO_LARGE', `The body may have at most ${maxBytes} bytes once inflated.`);
}
