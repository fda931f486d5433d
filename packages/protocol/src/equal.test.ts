import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { equalJson } from './equal.ts';

describe('equalJson', () => {
  test.each<[unknown, unknown, boolean]>([
    [1, 1, true],
    [0, -0, true],
    [1, '1', false],
    [true, 1, false],
    [null, null, true],
    [null, undefined, false],
    [null, {}, false],
    ['a', 'a', true],
    [[], {}, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ toString: 1 }, {}, false],
    [{}, { valueOf: 1 }, false],
    [{ a: { b: -0 } }, { a: { b: 0 } }, true],
  ])('%o and %o: %s', (left, right, equal) => {
    expect(equalJson(left, right)).toBe(equal);
    expect(equalJson(right, left)).toBe(equal);
  });

  it('knows a copy that went over the wire', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(equalJson(value, JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
    );
  });

  it('agrees with JSON text written with sorted keys', () => {
    const few = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(0, 1, '', 'a', true, null),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { noNullPrototype: true }),
      ),
    })).value;
    const sorted = (value: unknown): string =>
      JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
          : inner,
      );
    fc.assert(
      fc.property(few, few, (left, right) => {
        expect(equalJson(left, right)).toBe(sorted(left) === sorted(right));
      }),
      { numRuns: 1_000 },
    );
  });
});
