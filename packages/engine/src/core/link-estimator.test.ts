import { describe, expect, it } from 'vitest';
import {
  observeCut,
  observeRatio,
  observeTransfer,
  unproven,
  UNMEASURED_LINK,
  type LinkEstimate,
} from './link-estimator.ts';

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

  it('takes nothing from how a body is written for a link that answers at once, but what it carried', () => {
    const link = { goodputBytesPerSecond: 15_000, rttMs: 600, ratio: 0.1 };
    const sample = { rawBytes: 150_000, upBytes: 36_000, durationMs: 40 };
    const after = observeTransfer(link, { ...sample, quick: true });
    expect(after).toEqual({ ...observeTransfer(link, sample), ratio: 0.1 });
    expect(after.goodputBytesPerSecond).toBeGreaterThan(500_000);
  });

  it('takes a small request for a round trip', () => {
    const link = observeTransfer(UNMEASURED_LINK, { rawBytes: 200, upBytes: 150, durationMs: 200 });
    expect(link.rttMs).toBeLessThan(UNMEASURED_LINK.rttMs);
    expect(link.ratio).toBe(UNMEASURED_LINK.ratio);
  });

  it('[S5] a small request shows a rate that the link has at least, and never one that it has at most', () => {
    const small = { rawBytes: 5_000, upBytes: 1_400, durationMs: 350 };
    const slow = { goodputBytesPerSecond: 500, rttMs: 600, ratio: 0.2 };
    expect(observeTransfer(slow, small)).toMatchObject({ goodputBytesPerSecond: 4_000, ratio: 0.2 });
    const fast = { ...slow, goodputBytesPerSecond: 100_000 };
    expect(observeTransfer(fast, small).goodputBytesPerSecond).toBe(100_000);
  });

  it('a small request that waited for another one says nothing of the round trip, unless it was quicker', () => {
    const small = { rawBytes: 200, upBytes: 150, gapMs: 100 };
    expect(observeTransfer(UNMEASURED_LINK, { ...small, durationMs: 2_000 }).rttMs).toBe(600);
    expect(observeTransfer(UNMEASURED_LINK, { ...small, durationMs: 300 }).rttMs).toBe(300);
    const alone = { rawBytes: 200, upBytes: 150, durationMs: 2_000 };
    expect(observeTransfer(UNMEASURED_LINK, alone).rttMs).toBeGreaterThan(600);
  });

  it('a request that was quicker than the round trip was thought to be had half its time for its bytes', () => {
    const link = repeat(20, (each) =>
      observeTransfer({ ...each, rttMs: 600 }, { rawBytes: 15_000, upBytes: 3_000, durationMs: 400 }),
    );
    expect(link.goodputBytesPerSecond).toBeCloseTo(15_000, 0);
    expect(link.rttMs).toBe(400);
  });

  it('takes nothing that the office needed for the link’s', () => {
    const quick = { rawBytes: 50_000, upBytes: 10_000, durationMs: 1_000 };
    const busy = { ...quick, durationMs: 4_000, officeMs: 3_000 };
    expect(observeTransfer(UNMEASURED_LINK, busy)).toEqual(observeTransfer(UNMEASURED_LINK, quick));
  });

  it('takes nothing of the time that the office needed for the request before', () => {
    const link = { goodputBytesPerSecond: 15_000, rttMs: 30, ratio: 0.2 };
    const sample = { rawBytes: 50_000, upBytes: 10_000, durationMs: 250, officeMs: 200 };
    const behind = observeTransfer(link, { ...sample, gapMs: 200 });
    expect(behind).toEqual(observeTransfer(link, sample));
  });

  it('[S5] a link that was thought slow shows itself within two small requests', () => {
    const slow = { goodputBytesPerSecond: 500, rttMs: 600, ratio: 0.2 };
    const once = observeTransfer(slow, { rawBytes: 7_500, upBytes: 1_500, durationMs: 700 });
    expect(once.goodputBytesPerSecond).toBeGreaterThan(1_800);
    const twice = observeTransfer(once, { rawBytes: 27_000, upBytes: 5_400, durationMs: 1_000 });
    expect(twice.goodputBytesPerSecond).toBeGreaterThan(4_500);
  });

  it('[S5] after uploads that were cut, one more is planned that has time to arrive', () => {
    const cut = repeat(6, (link) => observeCut(link, { upBytes: 14_000, durationMs: 20_000 }));
    expect(cut.goodputBytesPerSecond).toBeLessThanOrEqual(700);
    expect(cut.goodputBytesPerSecond).toBeGreaterThanOrEqual(500);
  });

  it('[S5] after one cut it plans what that one had time for, and no more than half of what it thought', () => {
    const rate = (upBytes: number, durationMs: number): number =>
      observeCut(UNMEASURED_LINK, { upBytes, durationMs }).goodputBytesPerSecond;
    expect(rate(14_000, 7_000)).toBe(2_000);
    expect(rate(100_000, 10_000)).toBe(7_500);
  });

  it('a request that failed at once, or had nothing to carry, says nothing of the rate', () => {
    expect(observeCut(UNMEASURED_LINK, { upBytes: 14_000, durationMs: 900 })).toBe(UNMEASURED_LINK);
    expect(observeCut(UNMEASURED_LINK, { upBytes: 0, durationMs: 45_000 })).toBe(UNMEASURED_LINK);
  });

  it('learns nothing from a request that has no figures', () => {
    expect(observeTransfer(UNMEASURED_LINK, { rawBytes: 0, upBytes: 0, durationMs: 500 })).toBe(
      UNMEASURED_LINK,
    );
    expect(observeTransfer(UNMEASURED_LINK, { rawBytes: 9, upBytes: 9, durationMs: 0 })).toBe(
      UNMEASURED_LINK,
    );
  });

  it('takes the time between two answers for what the bytes of the second took, whatever it waited for the first', () => {
    const sample = { rawBytes: 50_000, upBytes: 5_000, durationMs: 1_600, gapMs: 333 };
    const link = repeat(12, (each) => observeTransfer(each, sample));
    expect(link.goodputBytesPerSecond).toBeGreaterThan(14_500);
    expect(link.goodputBytesPerSecond).toBeLessThan(15_500);
  });

  it('a connection that is made anew is thought no better than a poor one, and no worse than the link was', () => {
    const morning = { goodputBytesPerSecond: 400_000, rttMs: 8, ratio: 0.13, width: 2 };
    expect(unproven(morning)).toEqual({ ...UNMEASURED_LINK, ratio: 0.13, width: 2 });
    const poor = { goodputBytesPerSecond: 700, rttMs: 2_000, ratio: 0.13 };
    expect(unproven(poor)).toEqual(poor);
  });

  it('believes a better link sooner than a worse one', () => {
    const link = { goodputBytesPerSecond: 20_000, rttMs: 100, ratio: 0.2 };
    const at = (durationMs: number) =>
      observeTransfer(link, { rawBytes: 5e4, upBytes: 1e4, durationMs }).goodputBytesPerSecond;
    expect(at(350)).toBeCloseTo(20_000 + 0.6 * 20_000);
    expect(at(1_100)).toBeCloseTo(20_000 - 0.35 * 10_000);
  });

  it('a body that was made shows at once what the coder makes of JSON', () => {
    const ratio = observeRatio(UNMEASURED_LINK, { rawBytes: 50_000, upBytes: 5_000 });
    expect(ratio).toBeLessThan(0.15);
    expect(observeRatio(UNMEASURED_LINK, { rawBytes: 300, upBytes: 100 })).toBe(UNMEASURED_LINK.ratio);
    expect(observeRatio(UNMEASURED_LINK, { rawBytes: 0, upBytes: 5_000 })).toBe(UNMEASURED_LINK.ratio);
  });
});
