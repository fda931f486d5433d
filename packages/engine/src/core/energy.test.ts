import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burstJoules, RADIO_MODELS, radioOf } from './energy.ts';
import { UNMEASURED_LINK } from './link-estimator.ts';
import { RADIOS, type Radio } from './stored.ts';

const small = { upBytes: 300, downBytes: 300, airMs: 0 };
const alone = (radio: Radio): number => burstJoules(radio, { ...small, idleMs: Infinity });

describe('the joules of a burst', () => {
  it('come to what the papers say of a small one by itself', () => {
    expect(alone('lte')).toBeCloseTo(12.59, 1);
    expect(alone('3g')).toBeCloseTo(7.38, 1);
    expect(alone('edge')).toBeCloseTo(3.22, 1);
    expect(alone('wifi')).toBeCloseTo(0.04, 2);
  });

  it('are 5.0 J for 50 KB over EDGE, as measured by Balasubramanian et al.', () => {
    expect(burstJoules('edge', { upBytes: 50_000, downBytes: 0, airMs: 0, idleMs: Infinity })).toBeCloseTo(
      5,
      1,
    );
  });

  it('count what is sent by the rate: 3.5 J for a megabyte up on LTE, 36 J on EDGE', () => {
    const more = (radio: Radio): number => {
      const burst = { downBytes: 0, airMs: 0, idleMs: Infinity };
      return burstJoules(radio, { ...burst, upBytes: 1e6 }) - burstJoules(radio, { ...burst, upBytes: 0 });
    };
    expect(more('lte')).toBeCloseTo(3.51, 2);
    expect(more('edge')).toBeCloseTo(36, 2);
  });

  it('count the time of a request by the power of the radio: 12.9 J for ten seconds on LTE', () => {
    const burst = { upBytes: 0, downBytes: 0, idleMs: Infinity };
    const more = burstJoules('lte', { ...burst, airMs: 10_000 }) - burstJoules('lte', { ...burst, airMs: 0 });
    expect(more).toBeCloseTo(12.88, 2);
  });

  it('wake a radio from the end of its tail on, and are nothing less where the clock was set back', () => {
    const nothing = { upBytes: 0, downBytes: 0, airMs: 0 };
    const { tailMs, wakeJoules } = RADIO_MODELS.lte;
    const after = (idleMs: number): number => burstJoules('lte', { ...nothing, idleMs });
    expect(after(tailMs) - after(tailMs - 1)).toBeGreaterThan(wakeJoules);
    expect(after(-5_000)).toBe(0);
  });

  it('do not wake a radio that is still up, and pay only for the time by which they keep it up', () => {
    expect(burstJoules('lte', { upBytes: 0, downBytes: 0, airMs: 0, idleMs: 0 })).toBe(0);
    expect(burstJoules('lte', { upBytes: 0, downBytes: 0, airMs: 0, idleMs: 1_000 })).toBeCloseTo(1.06, 2);
  });

  it('are never less for more bytes, more time or a longer sleep before', () => {
    const amount = fc.nat(10_000_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...RADIOS),
        fc.record({ upBytes: amount, downBytes: amount, airMs: amount, idleMs: amount }),
        fc.record({ upBytes: amount, downBytes: amount, airMs: amount, idleMs: amount }),
        (radio, burst, extra) => {
          const more = {
            upBytes: burst.upBytes + extra.upBytes,
            downBytes: burst.downBytes + extra.downBytes,
            airMs: burst.airMs + extra.airMs,
            idleMs: burst.idleMs + extra.idleMs,
          };
          expect(burstJoules(radio, burst)).toBeGreaterThanOrEqual(0);
          expect(burstJoules(radio, more)).toBeGreaterThanOrEqual(burstJoules(radio, burst) - 1e-9);
        },
      ),
    );
  });

  it('of two bursts are least when they go together', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RADIOS), fc.integer({ min: 1, max: 100_000 }), (radio, gapMs) => {
        const apart = alone(radio) + burstJoules(radio, { ...small, idleMs: gapMs });
        const both = { upBytes: 600, downBytes: 600, airMs: 0, idleMs: Infinity };
        expect(apart).toBeGreaterThan(burstJoules(radio, both));
      }),
    );
  });
});

describe('the radio', () => {
  const at = (goodputBytesPerSecond: number) => ({ ...UNMEASURED_LINK, goodputBytesPerSecond });

  it('is what the browser says, and for a mobile network what its rate shows', () => {
    expect(radioOf('wifi', at(5_000))).toBe('wifi');
    expect(radioOf('ethernet', undefined)).toBe('wifi');
    expect(radioOf('cellular', at(15_000))).toBe('edge');
    expect(radioOf('cellular', at(100_000))).toBe('3g');
    expect(radioOf('unknown', at(900_000))).toBe('lte');
    expect(radioOf('unknown', undefined)).toBe('lte');
  });

  it('each has a tail that ends', () => {
    for (const radio of RADIOS) expect(RADIO_MODELS[radio].tailMs).toBeGreaterThan(0);
  });
});
