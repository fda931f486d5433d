import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { ERROR_TABLE } from './error.ts';
import { exchangeReplySchema, exchangeRequestSchema } from './exchange.ts';
import { assessmentSchema } from './records/assessment.ts';
import { mediaSchema } from './records/media.ts';
import { responseSchema } from './records/response.ts';
import { OLDEST_SUPPORTED_VERSION, PROTOCOL_VERSION } from './version.ts';

/** What both sides must read alike, and the SHA-256 of each in this version. */
const LOCK: readonly (readonly [name: string, wire: unknown, sha256: string])[] = [
  [
    'exchange request',
    jsonSchema(exchangeRequestSchema),
    '15812ad63ae2c0a367004b206637e1a22c8f90035824cf53e235eb9610a6ef45',
  ],
  [
    'exchange reply',
    jsonSchema(exchangeReplySchema),
    '6868f46c32c5076b669bbf1e4f2ee0004f428226a8cb1d10d186ea9081c90ead',
  ],
  [
    'assessment',
    jsonSchema(assessmentSchema),
    'a8c5a2658552905a32d96556ff045e96332665d81d153e97096a1644a1879b12',
  ],
  [
    'response',
    jsonSchema(responseSchema),
    '8d3df03172a24592d1c7bea3b00b8f60638a2f8e2fa045e4d758608b52f464c6',
  ],
  ['media', jsonSchema(mediaSchema), '9dfbd66f7591e82b7f6215d0d205a32f1d137706933fa07560166f4b035a4cd6'],
  ['error table', ERROR_TABLE, 'eb0e914c564be67558a9fcb517a6115c31f52928100a4dd78825798e2b42afda'],
];

function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input' });
}

/** The same text for the same meaning: order counts neither among keys nor in lists of names. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    const names = value.every((item) => typeof item === 'string');
    return `[${(names ? items.sort() : items).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const ADVICE = [
  'this has changed on the wire.',
  'If a side that was built before would misread or refuse it, raise PROTOCOL_VERSION in version.ts and add a line to the history there.',
  'Then store the new hash in version.test.ts.',
].join(' ');

describe(`version ${PROTOCOL_VERSION} of the wire`, () => {
  test.each(LOCK)('%s is what it was when the version was given', (name, wire, locked) => {
    expect(sha256(canonical(wire)), `${name}: ${ADVICE}`).toBe(locked);
  });

  it('is one that a server answers', () => {
    expect(OLDEST_SUPPORTED_VERSION).toBeGreaterThanOrEqual(1);
    expect(OLDEST_SUPPORTED_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION);
  });
});

describe('the lock', () => {
  const hashOf = (schema: z.ZodType) => sha256(canonical(jsonSchema(schema)));
  const base = z.strictObject({ a: z.string().max(3), b: z.enum(['X', 'Y']).optional() });

  it('does not mind the order in which fields and answers are written', () => {
    const reordered = z.strictObject({ b: z.enum(['Y', 'X']).optional(), a: z.string().max(3) });
    expect(hashOf(reordered)).toBe(hashOf(base));
  });

  test.each<[string, z.ZodType]>([
    ['another field', base.extend({ c: z.string().optional() })],
    ['a field less', base.omit({ b: true })],
    ['another type', base.extend({ a: z.number() })],
    ['another bound', base.extend({ a: z.string().max(4) })],
    ['another answer', base.extend({ b: z.enum(['X', 'Y', 'Z']).optional() })],
    ['a field that must be there', base.required()],
    ['room for unknown fields', base.loose()],
  ])('sees %s', (_, changed) => {
    expect(hashOf(changed)).not.toBe(hashOf(base));
  });
});
