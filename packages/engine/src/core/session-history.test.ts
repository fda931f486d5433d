import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSession } from '../testing/build-item.ts';
import { DAY_MS, DAYS_KEPT, historyRow, isEmpty, NOTHING_USED, withSession } from './session-history.ts';
import type { SessionRow, UsageRow } from './stored.ts';

const NOW = 20_000 * DAY_MS + 9 * 3_600_000;
const traffic = (parts: Partial<NonNullable<SessionRow['traffic']>> = {}) => ({
  radio: 'lte' as const,
  metered: true,
  upBytes: 300,
  downBytes: 100,
  airMs: 700,
  lastAt: NOW,
  joules: 12.6,
  ...parts,
});
const pull = (parts: Partial<SessionRow> = {}): SessionRow =>
  buildSession(1, { startedAt: NOW, trigger: 'timer', traffic: traffic(), ...parts });
const carried = (parts: Partial<SessionRow> = {}): SessionRow =>
  buildSession(2, { total: 4, completed: 4, traffic: traffic(), startedAt: NOW, ...parts });
const lost = (n: number, parts: Partial<SessionRow> = {}): SessionRow =>
  buildSession(n, { total: 4, outcome: 'lost', errors: ['TIMEOUT'], traffic: traffic(), ...parts });

describe('the history', () => {
  it('[P2] keeps no pull that found nothing, from an office that answered or not', () => {
    expect(historyRow(pull(), undefined)).toBeUndefined();
    expect(historyRow(pull({ outcome: 'lost', errors: ['OFFLINE'] }), carried())).toBeUndefined();
    expect(historyRow(pull({ total: 9 }), undefined)).toBeUndefined();
  });

  it('keeps what carried something up or down, and what failed with records waiting', () => {
    for (const session of [carried(), pull({ received: 1 }), pull({ total: 1, failed: 1 }), lost(3)])
      expect(historyRow(session, undefined)).toEqual(session);
    for (const parts of [{ outcome: 'lost' }, { outcome: 'held', errors: ['BUSY'] }] as const)
      expect(isEmpty(pull({ total: 1, ...parts }))).toBe(false);
  });

  it('writes a session that goes on again over itself, and counts no attempt for it', () => {
    const again = lost(3, { requests: 5 });
    expect(historyRow(again, lost(3))).toBe(again);
  });

  it('has room for the last twenty errors of attempts in a row', () => {
    const codes = Array.from({ length: 15 }, (_, n) => `E${String(n)}`);
    const row = historyRow(lost(4, { errors: codes }), lost(3, { errors: codes }));
    expect(row?.errors).toEqual([...codes.slice(-5), ...codes]);
  });

  it('joins an attempt of a build that did not measure with one that did, and makes nothing up', () => {
    const { traffic: _, ...old } = lost(3);
    expect(historyRow(lost(4), old)).toMatchObject({ attempts: 2, traffic: traffic() });
    expect(historyRow(old, lost(4))?.traffic).toBeUndefined();
  });

  it('makes one row of attempts in a row that carried nothing, with what they cost together', () => {
    const first = lost(3, { rawBytes: 900, wireBytes: 400 });
    const second = lost(4, {
      errors: ['PORTAL'],
      startedAt: NOW + 60_000,
      endedAt: NOW + 61_000,
      rawBytes: 100,
      wireBytes: 50,
    });
    const row = historyRow(second, first);
    expect(row).toMatchObject({
      id: first.id,
      attempts: 2,
      requests: 2,
      startedAt: NOW + 60_000,
      errors: ['TIMEOUT', 'PORTAL'],
      rawBytes: 1_000,
      wireBytes: 450,
      traffic: { upBytes: 600, downBytes: 200, airMs: 1_400, joules: 25.2 },
    });
    expect(historyRow(lost(5), row)?.attempts).toBe(3);
    expect(historyRow(carried(), row)).toEqual(carried());
    expect(historyRow(lost(5), carried())).toEqual(lost(5));
  });
});

describe('what a day cost', () => {
  it('is the sum of its sessions, by what the network costs', () => {
    const usage = [
      carried({ criticalCompleted: 1, rawBytes: 4_000 }),
      carried({ traffic: traffic({ radio: 'wifi', metered: false, joules: 0.1 }) }),
      pull(),
    ].reduce(withSession, NOTHING_USED);
    expect(usage.days).toHaveLength(1);
    expect(usage.days[0]).toMatchObject({
      day: 20_000,
      sessions: 2,
      emptyPulls: 1,
      requests: 3,
      rawBytes: 4_000,
      upBytes: 900,
      downBytes: 300,
      meteredBytes: 800,
      meteredOtherBytes: 700,
      freeBytes: 400,
      emptyJoules: 12.6,
    });
    expect(usage.days[0]?.joules).toBeCloseTo(25.3, 6);
    expect(usage.lastAt).toBe(NOW);
  });

  it('counts as spared what a half-hourly pull would not have asked, and only of the interval’s pulls', () => {
    const after = (minutes: number, trigger = 'timer'): number => {
      const before: UsageRow = { days: [], lastAt: NOW - minutes * 60_000 };
      return withSession(before, pull({ trigger })).days[0]?.sparedPulls ?? -1;
    };
    expect(after(5)).toBeCloseTo(5 / 6, 6);
    expect([after(30), after(600), after(5, 'visible'), after(-5)]).toEqual([0, 0, 0, 0]);
    expect(withSession(NOTHING_USED, pull()).days[0]?.sparedPulls).toBe(0);
    const pulls = [15, 0].map((minutes) =>
      pull({ startedAt: NOW - minutes * 60_000, traffic: traffic({ lastAt: NOW - minutes * 60_000 }) }),
    );
    const [day] = pulls.reduce(withSession, { days: [], lastAt: NOW - 30 * 60_000 }).days;
    expect(day?.sparedPulls).toBeCloseTo(0.5 + 0.5, 6);
    expect(day?.sparedJoules).toBeCloseTo(12.6, 6);
    const sent = withSession({ days: [], lastAt: NOW - 60_000 }, carried({ trigger: 'timer' }));
    expect(sent.days[0]).toMatchObject({ sparedPulls: 0, emptyJoules: 0 });
  });

  it('is forgotten after thirty days', () => {
    const on = (day: number) => pull({ startedAt: day * DAY_MS });
    const days = (last: number): number[] =>
      [on(100), on(last)].reduce(withSession, NOTHING_USED).days.map(({ day }) => day);
    expect([days(129), days(130)]).toEqual([[100, 129], [130]]);
  });

  it('is kept for so many days, whatever happens and wherever the clock is set', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (days) => {
        const usage = days.reduce(
          (sums, day) => withSession(sums, pull({ startedAt: day * DAY_MS })),
          NOTHING_USED,
        );
        const kept = usage.days.map(({ day }) => day);
        expect(new Set(kept).size).toBe(kept.length);
        expect(kept).toEqual([...kept].sort((a, b) => a - b));
        expect(kept.length).toBeLessThan(2 * DAYS_KEPT);
        const last = days.at(-1);
        if (last !== undefined) expect(kept).toContain(last);
      }),
    );
  });

  it('leaves out what an earlier build did not measure, and what asked nothing of the network', () => {
    const { traffic: _, ...unmeasured } = carried();
    expect(withSession(NOTHING_USED, unmeasured)).toBe(NOTHING_USED);
    expect(withSession(NOTHING_USED, pull({ requests: 0 }))).toBe(NOTHING_USED);
    expect(isEmpty(unmeasured)).toBe(false);
  });
});
