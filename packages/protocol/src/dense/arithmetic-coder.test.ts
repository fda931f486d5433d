import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArithmeticCoder } from './arithmetic-coder.ts';
import { ByteSink } from './byte-sink.ts';

const step = fc.oneof(
  fc.record({ bit: fc.nat({ max: 1 }), probability: fc.constantFrom(1, 22, 32_768, 65_514, 65_535) }),
  fc.record({ value: fc.nat({ max: 0xfff }), count: fc.constantFrom(12, 16) }),
);

describe('the arithmetic coder', () => {
  it('reads what it wrote, whatever follows the range', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const sink = new ByteSink();
        const writer = new ArithmeticCoder(sink);
        for (const one of steps)
          if ('bit' in one) writer.bit(one.bit, one.probability);
          else writer.bits(one.value, one.count);
        writer.finish();
        const reader = new ArithmeticCoder(sink.taken());
        for (const one of steps)
          if ('bit' in one) expect(reader.bit(0, one.probability)).toBe(one.bit);
          else expect(reader.bits(0, one.count)).toBe(one.value);
      }),
    );
  });

  it('carries over bytes of 255', () => {
    const sink = new ByteSink();
    const writer = new ArithmeticCoder(sink);
    // The upper end of every range: the lower end creeps up to 1, all ones, and a last step pushes it over.
    for (let count = 0; count < 40; count += 1) writer.bit(0, 1);
    for (let count = 0; count < 8; count += 1) writer.bits(0xffff, 16);
    writer.bit(0, 65_535);
    writer.finish();
    const reader = new ArithmeticCoder(sink.taken());
    for (let count = 0; count < 40; count += 1) expect(reader.bit(0, 1)).toBe(0);
    for (let count = 0; count < 8; count += 1) expect(reader.bits(0, 16)).toBe(0xffff);
    expect(reader.bit(0, 65_535)).toBe(0);
  });

  it('[X4] ends soon after the bytes do', () => {
    const reader = new ArithmeticCoder(new Uint8Array(2));
    expect(() => {
      for (let count = 0; count < 1_000; count += 1) reader.bit(0, 32_768);
    }).toThrow('corrupt');
  });
});
