import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { operationSchema, parseOperation } from './operation.ts';
import { quickAccept } from './quick-accept.ts';
import { assessmentSchema } from './records/assessment.ts';
import { mediaSchema } from './records/media.ts';
import { responseSchema } from './records/response.ts';
import { rawOperation } from './testing/arbitraries.ts';
import { FULL_ASSESSMENTS, FULL_MEDIA, FULL_RESPONSES } from './testing/example-records.ts';

const OURS = [
  ['assessment', assessmentSchema, Object.values(FULL_ASSESSMENTS)],
  ['response', responseSchema, Object.values(FULL_RESPONSES)],
  ['media', mediaSchema, [FULL_MEDIA]],
] as const;

/** Values at which schemas part. */
const awkward = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      undefined,
      true,
      '',
      ' ',
      ' Kauye ',
      'x'.repeat(121),
      'a\u0000b',
      '\ud800',
      0,
      -1,
      1.5,
      -0,
      1e7 + 1,
      2 ** 53,
    ],
    ...[
      Number.NaN,
      Infinity,
      [],
      [null],
      {},
      { latitude: 91, longitude: 0 },
      { latitude: 9, longitude: 7 },
      new Date(0),
    ],
    ...['HEALTH', 'CHOLERA', ['CHOLERA', 'CHOLERA'], '2026-02-30', '0000-01-01', '2026-11-20T09:30:00.000Z'],
    ...[
      '2026-11-20T09:30:00Z',
      '0000-11-20T09:30:00.000Z',
      parsed('{"__proto__":1}'),
      parsed('{"constructor":1}'),
    ],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

function parsed(json: string): unknown {
  return JSON.parse(json);
}

/** A value with one thing in it, at any depth, put in another's place, taken away or added. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return awkward;
  const keys = Object.keys(value);
  // No JSON has an array with names.
  const key = fc.constantFrom(
    ...keys,
    ...(Array.isArray(value) ? [String(keys.length)] : ['mood', '__proto__', 'toString']),
  );
  return fc.oneof(
    { weight: 1, arbitrary: awkward },
    {
      weight: 8,
      arbitrary: key.chain((name) =>
        spoilt((value as Record<string, unknown>)[name]).map((part) => withPart(value, name, part)),
      ),
    },
    {
      weight: 2,
      arbitrary: key.map((name) => without(value, name)),
    },
  );
}

function withPart(value: object, name: string, part: unknown): unknown {
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  Object.defineProperty(copy, name, { value: part, enumerable: true, configurable: true, writable: true });
  return copy;
}

function without(value: object, name: string): unknown {
  if (Array.isArray(value)) return value.slice(1);
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function neverMistaken(schema: z.ZodType, value: unknown): void {
  if (!quickAccept(schema)(value)) return;
  expect(schema.safeParse(value)).toEqual({ success: true, data: value });
}

describe.each(OURS)('[X3] of an %s', (_name, schema, examples) => {
  it.each(examples.map((example) => [example]))('takes a full one without asking the schema', (example) => {
    expect(quickAccept(schema)(example)).toBe(true);
  });

  it('takes nothing that the schema refuses or changes', () => {
    fc.assert(
      fc.property(fc.constantFrom<unknown>(...examples).chain(spoilt), (value) => {
        neverMistaken(schema, value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('[X3] of an operation', () => {
  it('takes what a device may say, unless a number in it is none of JSON', () => {
    fc.assert(
      fc.property(rawOperation, (raw) => {
        expect(quickAccept(operationSchema)(raw)).toBe(true);
      }),
    );
  });

  it('gives what the schema gives, problems and all, for whatever comes', () => {
    fc.assert(
      fc.property(rawOperation.chain(spoilt), (value) => {
        neverMistaken(operationSchema, value);
        const one = parseOperation(value);
        const other = operationSchema.safeParse(value);
        expect(one.data).toEqual(other.data);
        expect(one.error?.issues).toEqual(other.error?.issues);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each<[string, z.ZodType, unknown]>([
  ['a default', z.object({ a: z.string().default('x') }), {}],
  ['a transformation', z.string().transform(Number), '3'],
  ['a text to be trimmed', z.string().trim(), ' x'],
  ['a coerced number', z.coerce.number(), 3],
  ['an unknown key of a loose object', z.object({ a: z.string() }), { a: 'x', b: 1 }],
  ['a plain union', z.union([z.string(), z.number()]), 'x'],
  ['an answer that comes later', z.string().refine(async () => true), 'x'],
  ['an optional one that has a value for absence', z.object({ a: z.string().default('x').optional() }), {}],
])('leaves %s to the schema', (_what, schema, value) => {
  expect(quickAccept(schema)(value)).toBe(false);
});
