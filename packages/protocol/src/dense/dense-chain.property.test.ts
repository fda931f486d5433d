import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { operation } from '../testing/arbitraries.ts';
import { zlibDeflater } from '../testing/zlib-deflater.ts';
import { beginChain, type Coder } from './index.ts';

/** The first chain of a process reads the primer: 7 s were seen where 20 other processes wanted the two cores. */
vi.setConfig({ testTimeout: 60_000 });

const CODERS: readonly Coder[] = ['columns', 'mixing'];
const BOUNDS = { maxBytes: 1_000_000, maxDepth: 200 };

/** Whatever JSON.parse can give: keys that reach a prototype, empty keys, lone surrogates, NUL, -0, the largest numbers. */
const key = fc.oneof(
  fc.constantFrom('', '__proto__', 'constructor', 'toString', '1', '10', '2', 'a', 'b', 'c', 'operations'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    'a\udc00b',
    '💧',
    'x'.repeat(5_000),
    '2026-11-20T09:30:00.000Z',
    '2026-11-20',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.uuid(),
  fc.uuid({ version: [4, 7] }).map((uuid) => uuid.toUpperCase()),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 2 ** 53, -(2 ** 53), 2 ** 50, 0.1, 1.005, 1e-9, 123456.789),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 1e6),
);
const json: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(withOwnKeys),
  ),
})).value;

/** Object.fromEntries makes an own `__proto__`, as JSON.parse does. */
function withOwnKeys(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries);
}

/** A value and its text: toEqual alone would not see the order of keys. */
const seen = (value: unknown): readonly [unknown, string] => [value, JSON.stringify(value)];
/** What the other side would have got as JSON: -0 becomes 0. */
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(CODERS)('a chain of %s', (coder) => {
  it('gives every JSON value back as it was, message after message', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 4 }), (messages) => {
        const up = beginChain(coder, zlibDeflater);
        const down = beginChain(coder, zlibDeflater);
        for (const message of messages) {
          const result = down.decode(up.encode(message), BOUNDS);
          if (!result.ok) throw new Error(result.reason);
          expect(seen(result.value)).toEqual(seen(wire(message)));
          expect(down.checksum).toBe(up.checksum);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives requests back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.array(operation, { maxLength: 6 }), { maxLength: 3 }), (batches) => {
        const up = beginChain(coder, zlibDeflater);
        const down = beginChain(coder, zlibDeflater);
        for (const operations of batches) {
          const request = { v: 1, device: '01a09c11-7a3e-7c54-9b0f-6d21e85fa390', cursor: null, operations };
          const result = down.decode(up.encode(request), BOUNDS);
          if (!result.ok) throw new Error(result.reason);
          expect(seen(result.value)).toEqual(seen(wire(request)));
        }
      }),
      { numRuns: 30 },
    );
  });
});
