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
  });

  it('makes one row of attempts in a row that carried nothing, with what they cost together', () => {
    const first = lost(3);
    const second = lost(4, { errors: ['PORTAL'], startedAt: NOW + 60_000, endedAt: NOW + 61_000 });
    const row = historyRow(second, first);
    expect(row).toMatchObject({
      id: first.id,
      attempts: 2,
      requests: 2,
      startedAt: NOW + 60_000,
      errors: ['TIMEOUT', 'PORTAL'],
      traffic: { upBytes: 600, joules: 25.2 },
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
      meteredBytes: 800,
      meteredOtherBytes: 700,
      freeBytes: 400,
      emptyJoules: 12.6,
    });
    expect(usage.days[0]?.joules).toBeCloseTo(25.3, 6);
  });

  it('counts as spared what a half-hourly pull would not have asked, and only of the interval’s pulls', () => {
    const after = (minutes: number, trigger = 'timer'): number => {
      const before: UsageRow = { days: [], lastAt: NOW - minutes * 60_000 };
      return withSession(before, pull({ trigger })).days[0]?.sparedPulls ?? -1;
    };
    expect(after(5)).toBeCloseTo(5 / 6, 6);
    expect([after(30), after(600), after(5, 'visible'), after(-5)]).toEqual([0, 0, 0, 0]);
    expect(withSession(NOTHING_USED, pull()).days[0]?.sparedPulls).toBe(0);
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
