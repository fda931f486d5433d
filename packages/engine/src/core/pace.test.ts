import { FIRST_FLIGHT_BYTES, limits } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNMEASURED_LINK, type LinkEstimate } from './link-estimator.ts';
import {
  afterReply,
  AT_RISK_BYTES,
  beginPace,
  bytesPerSecondFor,
  mayLeave,
  narrowed,
  nextRequest,
  replyTimeoutMs,
  widened,
} from './pace.ts';

const link = (goodputBytesPerSecond: number, ratio = 0.2): LinkEstimate => ({
  goodputBytesPerSecond,
  rttMs: 300,
  ratio,
});
const NOTHING = { requests: 0, bytes: 0 };
const pace = beginPace(3, undefined);
const next = (over: Partial<Parameters<typeof nextRequest>[0]> = {}) =>
  nextRequest({ pace, link: link(20_000), onTheWay: NOTHING, first: false, split: undefined, ...over });

describe('what the next request may carry', () => {
  it('[S8] all that is on the way together is no more than a cut may cost', () => {
    let onTheWay = NOTHING;
    for (let room = next({ onTheWay }); room !== undefined; room = next({ onTheWay }))
      onTheWay = { requests: onTheWay.requests + 1, bytes: onTheWay.bytes + room.wireBytes };
    expect(onTheWay.requests).toBe(3);
    expect(onTheWay.bytes).toBeLessThanOrEqual(AT_RISK_BYTES);
    expect(onTheWay.bytes).toBeGreaterThan(AT_RISK_BYTES - 1_500);
  });

  it('[S8] a body that came out larger than planned leaves less room beside it', () => {
    expect(next({ onTheWay: { requests: 1, bytes: 12_000 } })?.wireBytes).toBe(3_000);
    expect(next({ onTheWay: { requests: 1, bytes: 14_000 } })).toBeUndefined();
  });

  it('the first one fits one flight of the network, even where one at a time is allowed', () => {
    const grown = { ...beginPace(1, undefined), atRiskBytes: 1e6 };
    expect(next({ pace: grown, link: link(1e9), first: true })?.wireBytes).toBe(FIRST_FLIGHT_BYTES);
  });

  it('[S8] three that came out a little larger than planned still leave together', () => {
    const bytes = (next()?.wireBytes ?? 0) * 1.05;
    expect(mayLeave(pace, { requests: 2, bytes: 2 * bytes }, bytes)).toBe(true);
    expect(mayLeave(pace, { requests: 2, bytes: 2 * bytes }, 1.2 * bytes)).toBe(false);
    expect(mayLeave(pace, { requests: 3, bytes: 300 }, 100)).toBe(false);
    expect(mayLeave(pace, NOTHING, 1e6)).toBe(true);
  });

  it('[S5] on a slow link a request carries what three seconds can, and never next to nothing', () => {
    expect(next({ link: link(1_000) })?.wireBytes).toBe(3_000);
    expect(next({ link: link(0) })?.wireBytes).toBe(1_500);
  });

  it('[S5] with nothing on the way something always goes, and never a second one for a few bytes', () => {
    expect(next({ pace: { ...pace, atRiskBytes: 1_000 } })?.wireBytes).toBe(1_500);
    expect(next({ onTheWay: { requests: 1, bytes: AT_RISK_BYTES - 1_500 } })?.wireBytes).toBe(1_500);
    expect(next({ onTheWay: { requests: 1, bytes: AT_RISK_BYTES - 1_499 } })).toBeUndefined();
  });

  it('JSON bytes follow from what the coder made of the last ones', () => {
    expect(next({ link: link(20_000, 0.1) })?.bytes).toBe(47_500);
    expect(next({ link: link(20_000, 0.25) })?.bytes).toBe(19_000);
  });

  it('a batch that failed is bounded by its split, which never widens it', () => {
    expect(next({ split: 7 })?.items).toBe(7);
    expect(next({ split: 5_000 })?.items).toBe(limits.operationsPerExchange);
  });

  it('[X4] stays within what the office takes, on any link and at any pace', () => {
    const goodput = fc.double({ min: 0, max: 1e9, noNaN: true });
    const ratio = fc.double({ min: 0, max: 1.5, noNaN: true });
    const risk = fc.double({ min: 1_500, max: 2e6, noNaN: true });
    fc.assert(
      fc.property(goodput, ratio, risk, fc.boolean(), (rate, packed, atRiskBytes, first) => {
        const room = next({
          link: link(rate, packed),
          pace: { ...beginPace(1, undefined), atRiskBytes },
          first,
        });
        expect(room?.bytes).toBeGreaterThan(0);
        expect((room?.bytes ?? 0) + limits.operationBytes).toBeLessThan(limits.inflatedBodyBytes);
        expect(room?.items).toBeLessThanOrEqual(limits.operationsPerExchange);
      }),
    );
  });
});

describe('the pace', () => {
  it('is bounded by the setting, by what the link bore last, and by three', () => {
    expect(beginPace(1, undefined).width).toBe(1);
    expect(beginPace(10, undefined).width).toBe(3);
    expect(beginPace(3, 2).width).toBe(2);
    expect(beginPace(3, 0).width).toBe(1);
  });

  it('[S5] that is narrower sends less at once, not larger requests', () => {
    expect(next({ pace: beginPace(3, 1) })?.wireBytes).toBe(next()?.wireBytes);
    expect(next({ pace: beginPace(3, 1), onTheWay: { requests: 1, bytes: 100 } })).toBeUndefined();
  });

  it('halves when the link or the office could not bear it, and comes back one by one', () => {
    expect([narrowed(3), narrowed(2), narrowed(1)]).toEqual([1, 1, 1]);
    expect([widened(1), widened(2), widened(3), widened(undefined)]).toEqual([2, 3, 3, 3]);
  });

  it('[S8] grows only on a link that answers at once, and falls back with the first slow answer', () => {
    const quick = { durationMs: 40 };
    let grown = pace;
    for (let n = 0; n < 20; n += 1) grown = afterReply(grown, quick);
    expect(grown.atRiskBytes).toBe(1_000_000);
    expect(afterReply(grown, { durationMs: 300 }).atRiskBytes).toBe(AT_RISK_BYTES);
    expect(afterReply(pace, { durationMs: 50 }).atRiskBytes).toBe(4 * AT_RISK_BYTES);
    expect(afterReply(pace, { durationMs: 60 }).atRiskBytes).toBe(AT_RISK_BYTES);
  });

  it('[S8] puts no more at risk on a link that has never answered at once', () => {
    const fresh = beginPace(3, undefined);
    expect(afterReply(fresh, { durationMs: 201 })).toEqual(fresh);
    expect(afterReply(fresh, { durationMs: 60 })).toEqual({ ...fresh, swift: true });
    const fallen = afterReply(afterReply(pace, { durationMs: 40 }), { durationMs: 300 });
    expect(afterReply(fallen, { durationMs: 60 }).atRiskBytes).toBe(AT_RISK_BYTES);
  });

  it('[S8] is two halves while answers come within 200 ms, and three thirds again with the first that takes longer', () => {
    const swift = afterReply(pace, { durationMs: 200 });
    const half = next({ pace: swift })?.wireBytes ?? 0;
    expect([half, next()?.wireBytes]).toEqual([7_125, 4_750]);
    expect(next({ pace: swift, onTheWay: { requests: 1, bytes: half } })?.wireBytes).toBe(half);
    expect(next({ pace: swift, onTheWay: { requests: 2, bytes: 100 } })).toBeUndefined();
    expect(mayLeave(swift, { requests: 1, bytes: half }, half)).toBe(true);
    expect(mayLeave(swift, { requests: 2, bytes: 100 }, 100)).toBe(false);
    expect(afterReply(swift, { durationMs: 201 })).toEqual(pace);
  });

  it('one at a time stays one at a time, and does not grow, however soon the answers come', () => {
    const alone = afterReply(beginPace(3, 1), { durationMs: 100 });
    expect(next({ pace: alone, onTheWay: { requests: 1, bytes: 100 } })).toBeUndefined();
    expect(next({ pace: afterReply(beginPace(1, undefined), { durationMs: 100 }) })?.wireBytes).toBe(
      next({ pace: beginPace(1, undefined) })?.wireBytes,
    );
  });

  it('grows on where the phone is busy with the answers before', () => {
    const grown = afterReply(pace, { durationMs: 40 });
    expect(afterReply(grown, { durationMs: 110 }).atRiskBytes).toBe(16 * AT_RISK_BYTES);
  });

  it('the time that the office needs for a large batch is no sign of a slow link', () => {
    expect(afterReply(pace, { durationMs: 140, officeMs: 100 }).atRiskBytes).toBe(4 * AT_RISK_BYTES);
  });
});

describe('what a body is written for', () => {
  const link = { ...UNMEASURED_LINK, goodputBytesPerSecond: 70_000 };

  it('is the link as it was measured, until that has answered at once', () => {
    expect(bytesPerSecondFor(pace, link)).toBe(70_000);
    const quick = afterReply(pace, { durationMs: 40 });
    expect(bytesPerSecondFor(quick, link)).toBe(2_500_000);
    expect(bytesPerSecondFor(quick, { ...link, goodputBytesPerSecond: 9_000_000 })).toBe(9_000_000);
    expect(bytesPerSecondFor(afterReply(quick, { durationMs: 300 }), link)).toBe(70_000);
  });
});

describe('how long an answer may take', () => {
  it('is three times what it should take, within bounds', () => {
    expect(replyTimeoutMs(UNMEASURED_LINK, 15_000)).toBe(10_200);
    expect(replyTimeoutMs(link(1e6), 5_000)).toBe(10_000);
    expect(replyTimeoutMs({ ...link(2_500), rttMs: 800 }, 15_000)).toBe(27_600);
    expect(replyTimeoutMs(link(0), 15_000)).toBe(45_000);
  });
});
