import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { utf8Decode, utf8Encode } from './utf8.ts';

/** Half of them surrogates: pairs, lone ones and pairs the wrong way round. */
const unit = fc.oneof(fc.nat({ max: 0xffff }), fc.integer({ min: 0xd700, max: 0xe0ff }));

describe('UTF-8', () => {
  it('is what the platform writes, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const text = String.fromCharCode(...units);
        expect(Buffer.from(utf8Encode(text)).toString('hex')).toBe(Buffer.from(text).toString('hex'));
      }),
    );
  });

  it('comes back as it was, also when it is longer than a call takes arguments', () => {
    const long = 'ƙarancin ruwa ⛑ 💧 '.repeat(2_000);
    expect(utf8Decode(utf8Encode(long))).toBe(long);
  });

  test.each([
    ['a byte without a lead', [0x80]],
    ['a lead without its bytes', [0xe2, 0x9b]],
    ['an overlong form of two', [0xc0, 0x80]],
    ['an overlong form of three', [0xe0, 0x80, 0x80]],
    ['an overlong form of four', [0xf0, 0x80, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['what lies beyond the last letter', [0xf4, 0x90, 0x80, 0x80]],
    ['a lead of five', [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ])('[X3] %s is refused', (_, bytes) => {
    expect(() => utf8Decode(Uint8Array.from(bytes))).toThrow('corrupt');
  });
});
