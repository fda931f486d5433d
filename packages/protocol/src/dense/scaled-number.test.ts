import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bitLength, fromMantissa, rescaled, scaledNumber } from './scaled-number.ts';

describe('a scaled number', () => {
  test.each([
    [350, 0, { scale: 0, mantissa: 350 }],
    [11.52, 0, { scale: 2, mantissa: 1_152 }],
    [11.5, 6, { scale: 6, mantissa: 11_500_000 }],
    [-0, 0, { scale: 0, mantissa: 0 }],
    [2 ** 50, 0, undefined],
    [1e308, 0, undefined],
    [1 / 3, 0, undefined],
    [1e-10, 0, undefined],
  ])('of %d at scale %i or finer is %j', (value, least, expected) => {
    expect(scaledNumber(value, least)).toEqual(expected);
  });

  it('is exactly the number it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.nat({ max: 9 }), (mantissa, scale) => {
        const value = mantissa / 10 ** scale;
        const scaled = scaledNumber(value, 0);
        expect(scaled && fromMantissa(scaled.mantissa, scaled.scale)).toBe(value + 0);
      }),
    );
  });

  it('keeps its size at a finer scale, and is forgotten where it would grow too large', () => {
    expect(rescaled(1_152, 2, 6)).toBe(11_520_000);
    expect(rescaled(2 ** 49, 0, 9)).toBe(0);
  });

  test.each([
    [0, 0],
    [1, 1],
    [-255, 8],
    [2 ** 32 - 1, 32],
    [2 ** 32, 33],
    [-(2 ** 51), 52],
  ])('%d has %i bits', (value, bits) => {
    expect(bitLength(value)).toBe(bits);
  });
});
