import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedWaitMs, backoffMs, ITEM_BACKOFF, LONGEST_WAIT_MS, SESSION_BACKOFF } from './backoff.ts';

const bounds = fc.constantFrom(SESSION_BACKOFF, ITEM_BACKOFF, { baseMs: 1, capMs: 7 });
const roll = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('backoff', () => {
  it('doubles its ceiling with each attempt, up to the cap', () => {
    const ceilings = [0, 1, 2, 3, 7, 8, 100].map((attempt) =>
      Math.round(backoffMs(attempt, 0.999_999, SESSION_BACKOFF) / 1_000),
    );
    expect(ceilings).toEqual([2, 4, 8, 16, 256, 300, 300]);
  });

  it('spreads over the whole range below the ceiling', () => {
    expect([0, 0.25, 0.5, 0.75].map((each) => backoffMs(2, each, SESSION_BACKOFF))).toEqual([
      0, 2_000, 4_000, 6_000,
    ]);
  });

  it('[S5] is whole, never negative, and never beyond the cap, however long it has failed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e6 }), roll, bounds, (attempt, chance, within) => {
        const wait = backoffMs(attempt, chance, within);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(within.capMs);
      }),
    );
  });

  it('spreads those whom the office asked for the same quiet, and sends none earlier', () => {
    expect([0, 0.5, 0.999_999].map((each) => askedWaitMs(40_000, each))).toEqual([40_000, 45_000, 49_999]);
    fc.assert(
      fc.property(fc.nat({ max: LONGEST_WAIT_MS }), roll, (asked, chance) => {
        const wait = askedWaitMs(asked, chance);
        expect(wait).toBeGreaterThanOrEqual(asked);
        expect(wait).toBeLessThanOrEqual(asked + 30_000);
      }),
    );
  });

  it('[S5] no cap is longer than the wait that we believe a clock', () => {
    for (const { capMs } of [SESSION_BACKOFF, ITEM_BACKOFF])
      expect(capMs).toBeLessThanOrEqual(LONGEST_WAIT_MS);
  });
});
