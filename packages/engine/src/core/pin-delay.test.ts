import { describe, expect, it } from 'vitest';
import { LONGEST_PIN_DELAY_MS, mustWait, pinDelayMs } from './pin-delay.ts';

describe('the wait after a wrong PIN', () => {
  it('[X2] is none twice, then doubles up to five minutes', () => {
    expect([0, 1, 2, 3, 4, 5, 9, 10, 11, 400].map(pinDelayMs)).toEqual([
      0, 0, 0, 2_000, 4_000, 8_000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });

  it('[C2] never outlasts its longest, whatever the clock does', () => {
    expect(mustWait(1_000, 999)).toBe(true);
    expect(mustWait(1_000, 1_000)).toBe(false);
    expect(mustWait(1_000 + LONGEST_PIN_DELAY_MS, 1_000)).toBe(true);
    expect(mustWait(1_001 + LONGEST_PIN_DELAY_MS, 1_000)).toBe(false);
  });
});
