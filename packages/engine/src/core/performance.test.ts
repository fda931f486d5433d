import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSession } from '../testing/build-item.ts';
import { figuresOf, lastWeek, percentile, performanceOf } from './performance.ts';
import { DAY_MS, NOTHING_USED, withSession } from './session-history.ts';
import type { SessionRow } from './stored.ts';

const NOW = 20_000 * DAY_MS + 9 * 3_600_000;
const session = (n: number, parts: Partial<SessionRow> = {}): SessionRow =>
  buildSession(n, {
    startedAt: NOW - n * 60_000,
    endedAt: NOW - n * 60_000 + 5_000,
    total: 4,
    completed: 4,
    rawBytes: 4_000,
    wireBytes: 1_100,
    requests: 2,
    firstAckAt: NOW - n * 60_000 + n * 100,
    traffic: {
      radio: 'edge',
      metered: true,
      upBytes: 900,
      downBytes: 200,
      airMs: 4_000,
      lastAt: NOW,
      joules: 4,
    },
    ...parts,
  });
const looked = (ended: readonly SessionRow[]) =>
  performanceOf({
    now: NOW,
    ended,
    days: ended.reduce(withSession, NOTHING_USED).days,
    settings: DEFAULT_SETTINGS,
    preferences: { onMetered: 'records' },
  });

describe('one session', () => {
  it('[S7] has its first acknowledgement, its joules, and what compression saved', () => {
    expect(figuresOf(session(3))).toMatchObject({
      itemsSucceeded: 4,
      firstAckMs: 300,
      joules: 4,
      radio: 'edge',
      savedBytes: 3_100,
      requests: 2,
      attempts: 1,
      outcome: 'done',
    });
  });

  it('of an earlier build says nothing that was not measured', () => {
    const { traffic: _, firstAckAt: __, ...old } = session(1);
    expect(figuresOf(old)).toMatchObject({ firstAckMs: null, joules: null, radio: null, savedBytes: 0 });
  });

  it('claims no saving of a body that grew, and no answer before the question where the clock was set back', () => {
    const odd = session(1, { rawBytes: 100, firstAckAt: NOW - 3_600_000, attempts: 3 });
    expect(figuresOf(odd)).toMatchObject({ firstAckMs: 0, savedBytes: 0, attempts: 3 });
  });
});

describe('percentiles', () => {
  it('are times that were seen', () => {
    expect([percentile([5, 1, 9], 0.5), percentile([5, 1, 9], 0.95), percentile([4], 0.5)]).toEqual([
      5, 9, 4,
    ]);
  });

  it('have at least their share of all at or below them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const at = percentile(values, share);
          expect(values).toContain(at);
          const below = values.filter((value) => value <= at).length;
          expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-9);
        },
      ),
    );
  });
});

describe('how sending went', () => {
  it('averages the sessions, and says the usual and the slow first acknowledgement', () => {
    const { average, sessions, week } = looked(Array.from({ length: 20 }, (_, n) => session(n + 1)));
    expect(sessions).toHaveLength(20);
    expect(average).toMatchObject({ requests: 2, savedBytes: 3_100, joules: 4, successRate: 1 });
    expect(average.firstAck).toEqual({ p50Ms: 1_000, p95Ms: 1_900, of: 20 });
    expect(week).toMatchObject({
      sessions: 20,
      requests: 40,
      wireBytes: 22_000,
      meteredBytes: 22_000,
      savedBytes: 62_000,
      emptyPulls: 0,
      joules: 80,
      emptyJoules: 0,
    });
  });

  it('averages only over what was measured', () => {
    const { traffic: _, firstAckAt: __, ...old } = session(9);
    const { average } = looked([session(1), old]);
    expect(average).toMatchObject({
      joules: 4,
      savedBytes: 1_550,
      firstAck: { p50Ms: 100, p95Ms: 100, of: 1 },
    });
  });

  it('tells apart what empty pulls cost', () => {
    const pull = session(1, { total: 0, completed: 0, rawBytes: 0 });
    const { week } = looked([session(2), pull]);
    expect(week).toMatchObject({ sessions: 1, emptyPulls: 1, joules: 8, emptyJoules: 4 });
  });

  it('with nothing behind it claims nothing', () => {
    const { average, week, recommendations } = looked([]);
    expect([average.firstAck, average.joules, average.requests, week.requests]).toEqual([null, null, 0, 0]);
    expect(recommendations).toEqual([]);
  });

  it('counts seven days, today included, and none that the clock has not reached', () => {
    const days = [-8, -7, -6, 0, 1].map((back) => session(1, { startedAt: NOW + back * DAY_MS }));
    const kept = lastWeek(days.reduce(withSession, NOTHING_USED).days, NOW);
    expect(kept.map(({ day }) => day - 20_000)).toEqual([-6, 0]);
  });
});
