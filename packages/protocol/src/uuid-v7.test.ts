import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationIdSchema, recordIdSchema } from './ids.ts';
import { uuidV7 } from './uuid-v7.ts';

const MAX_TIME = 2 ** 48 - 1;
const time = fc.integer({ min: 0, max: MAX_TIME });
const random = fc.uint8Array({ minLength: 10, maxLength: 16 });
const bitsOf = (uuid: string): string =>
  [...uuid.replaceAll('-', '')]
    .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
    .join('');

describe('uuidV7', () => {
  it('writes the example of RFC 9562, appendix A.6', () => {
    // unix_ts_ms 0x017F22E279B0, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    const chance = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, chance)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('fits the schema of ids', () => {
    fc.assert(
      fc.property(time, random, (timeMs, chance) => {
        const id = uuidV7(timeMs, chance);
        expect(operationIdSchema.safeParse(id).success).toBe(true);
        expect(recordIdSchema.safeParse(id).success).toBe(true);
      }),
    );
  });

  it('holds the time, version 7, the variant, and 74 bits of chance, in that order', () => {
    fc.assert(
      fc.property(time, random, (timeMs, chance) => {
        const bits = bitsOf(uuidV7(timeMs, chance));
        const given = [...chance.subarray(0, 10)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        expect(bits).toHaveLength(128);
        expect(Number.parseInt(bits.slice(0, 48), 2)).toBe(timeMs);
        expect(bits.slice(48, 52)).toBe('0111');
        expect(bits.slice(52, 64)).toBe(given.slice(4, 16));
        expect(bits.slice(64, 66)).toBe('10');
        expect(bits.slice(66)).toBe(given.slice(18));
      }),
    );
  });

  it('sorts as text by time', () => {
    fc.assert(
      fc.property(time, time, random, random, (one, other, chance, otherChance) => {
        fc.pre(one < other);
        expect(uuidV7(one, chance) < uuidV7(other, otherChance)).toBe(true);
      }),
    );
  });

  it('drops the fraction of a millisecond and takes a clock before 1970 for 1970', () => {
    const chance = new Uint8Array(10);
    expect(uuidV7(1_234.9, chance)).toBe(uuidV7(1_234, chance));
    expect(uuidV7(-1, chance)).toBe(uuidV7(0, chance));
  });

  it('leaves the random bytes as they were', () => {
    const chance = new Uint8Array(10).fill(0xff);
    uuidV7(1, chance);
    expect([...chance]).toEqual(Array.from({ length: 10 }, () => 0xff));
  });

  it('refuses too little chance: ids would collide', () => {
    expect(() => uuidV7(1, new Uint8Array(9))).toThrow(RangeError);
  });
});
