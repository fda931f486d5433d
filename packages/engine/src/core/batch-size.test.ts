import { FIRST_FLIGHT_BYTES, limits } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchLimits } from './batch-size.ts';
import { UNMEASURED_LINK } from './link-estimator.ts';

const link = (goodputBytesPerSecond: number, ratio = 0.2) => ({ goodputBytesPerSecond, rttMs: 600, ratio });

describe('how much a request may carry', () => {
  it('[S4] the first of a session fits one flight of the network, once compressed', () => {
    const { bytes, items } = batchLimits({ first: true, link: link(1e6), split: undefined });
    expect(bytes * 0.2).toBeLessThanOrEqual(FIRST_FLIGHT_BYTES);
    expect(bytes * 0.2).toBeGreaterThan(FIRST_FLIGHT_BYTES * 0.9);
    expect(items).toBe(limits.operationsPerExchange);
  });

  it('later ones take about three seconds of the measured link', () => {
    const { bytes } = batchLimits({ first: false, link: link(20_000), split: undefined });
    expect((bytes * 0.2) / 20_000).toBeCloseTo(3, 1);
  });

  it('[S5] on a link that is too slow for a flight, the first one too carries what three seconds can', () => {
    const wire = (rate: number, first: boolean) =>
      Math.round(batchLimits({ first, link: link(rate), split: undefined }).bytes * 0.2);
    expect([wire(2_000, true), wire(2_000, false)]).toEqual([6_000, 6_000]);
    expect([wire(0, true), wire(0, false)]).toEqual([1_500, 1_500]);
  });

  it('a batch that failed is bounded by its split, which never widens it', () => {
    expect(batchLimits({ first: false, link: UNMEASURED_LINK, split: 7 }).items).toBe(7);
    expect(batchLimits({ first: false, link: UNMEASURED_LINK, split: 5_000 }).items).toBe(
      limits.operationsPerExchange,
    );
  });

  it('[X4] stays within what the office takes, on any link', () => {
    const goodput = fc.double({ min: 0, max: 1e9, noNaN: true });
    const ratio = fc.double({ min: 0, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(goodput, ratio, fc.boolean(), (rate, packed, first) => {
        const { bytes, items } = batchLimits({ first, link: link(rate, packed), split: undefined });
        expect(bytes).toBeGreaterThan(0);
        expect(bytes + limits.operationBytes).toBeLessThan(limits.inflatedBodyBytes);
        expect(items).toBeLessThanOrEqual(limits.operationsPerExchange);
      }),
    );
  });
});
