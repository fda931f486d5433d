/** Ten to the power of the place. */
const TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
export const MAX_SCALE = TEN.length - 1;
const LIMIT = 2 ** 50;

export interface ScaledNumber {
  readonly scale: number;
  readonly mantissa: number;
}

/** A double is equal to its short decimal form divided out again: IEEE 754 rounds a division the same everywhere. */
export function fromMantissa(mantissa: number, scale: number): number {
  return mantissa / (TEN[scale] ?? 1);
}

/** @returns undefined when no scale from `least` on gives exactly this number; -0 is 0, as JSON.stringify has it */
export function scaledNumber(value: number, least: number): ScaledNumber | undefined {
  for (let scale = least; scale <= MAX_SCALE; scale += 1) {
    const mantissa = Math.round(value * (TEN[scale] ?? 1)) + 0;
    if (Math.abs(mantissa) >= LIMIT) return undefined;
    if (fromMantissa(mantissa, scale) === value) return { scale, mantissa };
  }
  return undefined;
}

/** The same number, roughly, at a finer scale: what the next difference is taken from. */
export function rescaled(mantissa: number, from: number, to: number): number {
  const shifted = Math.round(mantissa * (TEN[to - from] ?? 1));
  return Math.abs(shifted) < LIMIT ? shifted : 0;
}

/** Bits of a whole number without its sign. */
export function bitLength(value: number): number {
  const size = Math.abs(value);
  if (size < 0x100000000) return 32 - Math.clz32(size);
  return 64 - Math.clz32(Math.floor(size / 0x100000000));
}
