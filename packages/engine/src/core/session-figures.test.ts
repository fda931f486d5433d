import { describe, expect, it } from 'vitest';
import { buildSession } from '../testing/build-item.ts';
import { burstJoules } from './energy.ts';
import { afterExchange, afterVerdicts, overLink } from './session-figures.ts';

const NOW = 1_800_000_000_000;
const begun = overLink(buildSession(1, { requests: 0 }), { radio: 'lte', metered: true, lastAt: 0 });
const figures = { rawBytes: 4_000, upBytes: 1_000, downBytes: 200, durationMs: 2_000 };

describe('an exchange', () => {
  it('adds its bytes, its request, its time on the air and its joules', () => {
    const after = afterExchange(begun, figures, NOW);
    expect(after).toMatchObject({ requests: 1, rawBytes: 4_000, wireBytes: 1_200 });
    expect(after.traffic).toEqual({
      radio: 'lte',
      metered: true,
      upBytes: 1_000,
      downBytes: 200,
      airMs: 2_000,
      lastAt: NOW,
      joules: burstJoules('lte', { upBytes: 1_000, downBytes: 200, airMs: 2_000, idleMs: Infinity }),
    });
  });

  it('that runs beside another one adds only the time that it was alone on the air', () => {
    const both = afterExchange(
      afterExchange(begun, figures, NOW),
      { ...figures, durationMs: 1_500 },
      NOW + 500,
    );
    expect(both.traffic?.airMs).toBe(2_500);
  });

  it('that ends in the same moment as another one adds no time', () => {
    const first = afterExchange(begun, figures, NOW);
    expect(afterExchange(first, { ...figures, durationMs: 1_500 }, NOW).traffic?.airMs).toBe(2_000);
  });

  it('that follows within the tail wakes nothing', () => {
    const first = afterExchange(begun, figures, NOW);
    const second = afterExchange(first, figures, NOW + 5_000);
    const added = (second.traffic?.joules ?? 0) - (first.traffic?.joules ?? 0);
    expect(added).toBeCloseTo(
      burstJoules('lte', { upBytes: 1_000, downBytes: 200, airMs: 2_000, idleMs: 3_000 }),
      6,
    );
  });

  it('after the clock was set back counts its own time, not a year of it', () => {
    const later = overLink(begun, { radio: 'lte', metered: true, lastAt: NOW + 400 * 86_400_000 });
    expect(afterExchange(later, figures, NOW).traffic).toMatchObject({ airMs: 2_000, lastAt: NOW });
  });

  it('of a session that an earlier build began is counted without what that build did not measure', () => {
    const old = afterExchange(buildSession(1, { requests: 0 }), figures, NOW);
    expect(old).toMatchObject({ requests: 1, wireBytes: 1_200 });
    expect(old.traffic).toBeUndefined();
  });
});

describe('verdicts', () => {
  const none = { acknowledged: 0, acknowledgedCritical: 0, refused: 0, changes: 0, now: NOW };

  it('[S7] set the time of the first acknowledgement once, by the first that acknowledges something', () => {
    const pulled = afterVerdicts(begun, { ...none, changes: 4 });
    expect([pulled.firstAckAt, pulled.received]).toEqual([undefined, 4]);
    const first = afterVerdicts(pulled, { ...none, acknowledged: 3, acknowledgedCritical: 1, now: NOW + 5 });
    const second = afterVerdicts(first, { ...none, acknowledged: 2, refused: 1, now: NOW + 9 });
    expect(second).toMatchObject({
      firstAckAt: NOW + 5,
      completed: 5,
      criticalCompleted: 1,
      failed: 1,
      received: 4,
    });
  });
});
