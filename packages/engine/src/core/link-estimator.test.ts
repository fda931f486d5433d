import { describe, expect, it } from 'vitest';
import { observeRtt, observeTransfer, UNMEASURED_LINK, type LinkEstimate } from './link-estimator.ts';

const repeat = (
  times: number,
  step: (link: LinkEstimate) => LinkEstimate,
  from = UNMEASURED_LINK,
): LinkEstimate => Array.from({ length: times }).reduce<LinkEstimate>(step, from);

describe('the estimate of a link', () => {
  it('comes near a steady link within ten requests', () => {
    const sample = { rawBytes: 200_000, upBytes: 40_000, durationMs: 8_300 };
    const link = repeat(10, (each) => observeTransfer(each, sample));
    expect(link.goodputBytesPerSecond).toBeGreaterThan(4_500);
    expect(link.goodputBytesPerSecond).toBeLessThan(5_500);
    expect(link.ratio).toBeCloseTo(0.2, 2);
  });

  it('forgets an old link within three requests, to two thirds', () => {
    const fast = { goodputBytesPerSecond: 100_000, rttMs: 100, ratio: 0.2 };
    const link = repeat(
      3,
      (each) => observeTransfer(each, { rawBytes: 5e4, upBytes: 1e4, durationMs: 10_100 }),
      fast,
    );
    expect(link.goodputBytesPerSecond).toBeLessThan(40_000);
  });

  it('takes a small request for a round trip', () => {
    const link = observeTransfer(UNMEASURED_LINK, { rawBytes: 200, upBytes: 150, durationMs: 200 });
    expect(link.rttMs).toBeLessThan(UNMEASURED_LINK.rttMs);
    expect(link.ratio).toBe(UNMEASURED_LINK.ratio);
  });

  it('learns nothing from a request that has no figures', () => {
    expect(observeTransfer(UNMEASURED_LINK, { rawBytes: 0, upBytes: 0, durationMs: 500 })).toBe(
      UNMEASURED_LINK,
    );
    expect(observeTransfer(UNMEASURED_LINK, { rawBytes: 9, upBytes: 9, durationMs: 0 })).toBe(
      UNMEASURED_LINK,
    );
  });

  it('a measured round trip moves only the round trip', () => {
    expect(observeRtt(UNMEASURED_LINK, 1_600)).toEqual({ ...UNMEASURED_LINK, rttMs: 950 });
  });
});
