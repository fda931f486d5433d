import { DEFAULT_SETTINGS, type BackgroundSyncSettings } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  recommend,
  WORTH_BYTES,
  WORTH_JOULES,
  type Grounds,
  type SpendingChoices,
} from './recommendations.ts';
import type { DayUsage } from './stored.ts';

const day = (n: number, parts: Partial<DayUsage> = {}): DayUsage => ({
  day: n,
  sessions: 0,
  emptyPulls: 0,
  requests: 0,
  rawBytes: 0,
  upBytes: 0,
  downBytes: 0,
  meteredBytes: 0,
  meteredOtherBytes: 0,
  freeBytes: 0,
  joules: 0,
  emptyJoules: 0,
  sparedPulls: 0,
  sparedJoules: 0,
  ...parts,
});
const grounds = (week: readonly DayUsage[], parts: Partial<Grounds> = {}): Grounds => ({
  week,
  settings: DEFAULT_SETTINGS,
  preferences: { onMetered: 'records' },
  ...parts,
});
const kinds = (of: Grounds): string[] => recommend(of).map(({ kind }) => kind);
const polled = [
  day(1, { sparedPulls: 240, sparedJoules: 1_500 }),
  day(2, { sparedPulls: 10.4, sparedJoules: 80 }),
];
const spent = [day(1, { meteredOtherBytes: 3_000_000, freeBytes: 10 }), day(2, { freeBytes: 10 })];

describe('recommendations', () => {
  it('[P2] to ask less often, with the pulls and joules that it would have saved', () => {
    expect(recommend(grounds(polled))).toEqual([
      { kind: 'interval', settings: { syncIntervalMinutes: 30 }, saves: { pulls: 250, joules: 1_580 } },
    ]);
  });

  it('to send only critical records where it costs, with the bytes that it would have saved', () => {
    expect(recommend(grounds(spent))).toEqual([
      { kind: 'metered', preferences: { onMetered: 'critical' }, saves: { bytes: 3_000_000 } },
    ]);
  });

  it('none without a history', () => {
    expect(recommend(grounds([]))).toEqual([]);
  });

  it('not to wait for a free connection on a phone that hardly meets one: its records would wait for ever', () => {
    expect(kinds(grounds([day(1, { meteredOtherBytes: 9_000_000 }), day(2, { freeBytes: 10 })]))).toEqual([]);
  });

  it('not to change the interval of a phone that does not send by itself', () => {
    expect(kinds(grounds(polled, { settings: { ...DEFAULT_SETTINGS, enabled: false } }))).toEqual([]);
  });

  it('not to ask less often on a phone that already asks every half hour, or for less than one pull', () => {
    const every = (syncIntervalMinutes: number, week = polled): string[] =>
      kinds(grounds(week, { settings: { ...DEFAULT_SETTINGS, syncIntervalMinutes } }));
    expect([every(29), every(30), every(60)]).toEqual([['interval'], [], []]);
    const spared = (sparedPulls: number) => [day(1, { sparedPulls, sparedJoules: 900 })];
    expect([every(5, spared(1)), every(5, spared(0.4))]).toEqual([['interval'], []]);
  });

  it('from the amount on that is worth a tap', () => {
    const joules = (sparedJoules: number) => kinds(grounds([day(1, { sparedPulls: 9, sparedJoules })]));
    expect([joules(WORTH_JOULES), joules(WORTH_JOULES - 1)]).toEqual([['interval'], []]);
    const bytes = (meteredOtherBytes: number) =>
      kinds(grounds([day(1, { meteredOtherBytes, freeBytes: 10 }), day(2, { freeBytes: 10 })]));
    expect([bytes(WORTH_BYTES), bytes(WORTH_BYTES - 1)]).toEqual([['metered'], []]);
  });

  const amount = fc.double({ min: 0, max: 2e7, noNaN: true });
  const weeks = fc.array(
    fc.record({
      meteredOtherBytes: amount,
      freeBytes: fc.constantFrom(0, 5_000),
      sparedPulls: fc.double({ min: 0, max: 300, noNaN: true }),
      sparedJoules: fc.double({ min: 0, max: 4_000, noNaN: true }),
    }),
    { maxLength: 7 },
  );
  const anything = fc
    .record({
      week: weeks,
      onMetered: fc.constantFrom('critical' as const, 'records' as const),
      syncIntervalMinutes: fc.integer({ min: 1, max: 1_440 }),
      enabled: fc.boolean(),
    })
    .map(({ week, onMetered, ...settings }) =>
      grounds(
        week.map((parts, n) => day(n, parts)),
        { preferences: { onMetered }, settings: { ...DEFAULT_SETTINGS, ...settings } },
      ),
    );

  it('never without a saving that is worth a tap', () => {
    fc.assert(
      fc.property(anything, (of) => {
        for (const each of recommend(of)) {
          if (each.kind === 'metered') expect(each.saves.bytes).toBeGreaterThanOrEqual(WORTH_BYTES);
          else {
            expect(each.saves.pulls).toBeGreaterThan(0);
            expect(each.saves.joules).toBeGreaterThanOrEqual(WORTH_JOULES);
          }
        }
      }),
    );
  });

  it('never more than the week cost', () => {
    fc.assert(
      fc.property(anything, (of) => {
        const bytes = of.week.reduce((sum, each) => sum + each.meteredOtherBytes, 0);
        const joules = of.week.reduce((sum, each) => sum + each.sparedJoules, 0);
        for (const each of recommend(of)) {
          if (each.kind === 'metered') expect(each.saves.bytes).toBeLessThanOrEqual(bytes);
          else expect(each.saves.joules).toBeLessThanOrEqual(joules);
        }
      }),
    );
  });

  it('that was followed is gone', () => {
    fc.assert(
      fc.property(anything, (of) => {
        for (const each of recommend(of)) {
          const settings: BackgroundSyncSettings =
            each.kind === 'interval' ? { ...of.settings, ...each.settings } : of.settings;
          const preferences: SpendingChoices =
            each.kind === 'metered' ? { ...of.preferences, ...each.preferences } : of.preferences;
          expect(kinds({ ...of, settings, preferences })).not.toContain(each.kind);
        }
      }),
    );
  });
});
