import type { ManualOverride, PriorityRule, RecordId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { NOTHING_TESTED, testRule, type ScoredRecord } from './test-rule.ts';

const AT = '2026-11-20T09:00:00.000Z';
const rule = (id: string, field: string, points: number): PriorityRule => ({
  id,
  name: id,
  entityType: 'ASSESSMENT',
  conditions: [{ field: `data.${field}`, operator: 'EQUALS', value: true, modifier: points }],
  priorityModifier: 0,
  isActive: true,
  createdBy: 'Ibrahim',
  createdAt: AT,
});
/** An assessment has 40 to begin with: 60 is high, 85 critical. */
const record = (data: ScoredRecord['data'], parts: Partial<ScoredRecord> = {}): ScoredRecord => ({
  id: 'r' as RecordId,
  type: 'ASSESSMENT',
  data,
  choice: null,
  scoreOverride: null,
  sector: 'HEALTH',
  place: 'Kuya',
  receivedAt: AT,
  ...parts,
});
const byHand: ManualOverride = {
  coordinatorId: 'i',
  coordinatorName: 'Ibrahim',
  overridePriority: 90,
  originalPriority: 40,
  justification: 'known to be worse',
  timestamp: AT,
};
const tested = (
  records: readonly ScoredRecord[],
  points = 20,
  more: { rules?: readonly PriorityRule[]; replaced?: PriorityRule } = {},
) =>
  testRule(NOTHING_TESTED, records, {
    rule: rule('new', 'a', points),
    rules: more.rules ?? [],
    replaced: more.replaced,
  });

describe('what a rule would change', () => {
  it('[S4] counts what was looked at, what it holds for, and what gets another score', () => {
    const counts = tested([record({ a: true }), record({ a: false }), record({ a: true, b: true })], 20);
    expect(counts).toMatchObject({ looked: 3, matched: 2, changed: 2, overridden: 0 });
    /* It holds, and gives nothing. */
    expect(tested([record({ a: true })], 0)).toMatchObject({
      matched: 1,
      changed: 0,
      moves: [],
      examples: [],
    });
  });

  it('[S4] shows each change from where to where', () => {
    expect(tested([record({ a: true })], 20).examples).toEqual([
      {
        id: 'r',
        type: 'ASSESSMENT',
        sector: 'HEALTH',
        place: 'Kuya',
        receivedAt: AT,
        before: { score: 40, band: 'NORMAL' },
        after: { score: 60, band: 'HIGH' },
      },
    ]);
  });

  it('[S4] adds up the moves between bands, and only those', () => {
    const others = [rule('old', 'b', -20)];
    const { moves } = tested(
      [
        record({ a: true }),
        record({ a: true }),
        record({ a: true, b: true }),
        record({ a: true, b: true }),
        record({ a: true }),
      ],
      20,
      { rules: others },
    );
    expect(moves).toEqual([
      { from: 'NORMAL', to: 'HIGH', count: 3 },
      { from: 'LOW', to: 'NORMAL', count: 2 },
    ]);
    const down = tested([record({ a: true }), record({ a: true, b: true })], -20, {
      rules: [rule('old', 'b', 30)],
    });
    expect(down.moves).toEqual([
      { from: 'NORMAL', to: 'LOW', count: 1 },
      { from: 'HIGH', to: 'NORMAL', count: 1 },
    ]);
    expect(tested([record({ a: true })], 5).moves).toEqual([]);
  });

  it('[S4] leaves a score that was set by hand alone, and counts it', () => {
    const counts = tested([
      record({ a: true }, { scoreOverride: byHand }),
      record({ a: false }, { scoreOverride: byHand }),
    ]);
    expect(counts).toMatchObject({ looked: 2, matched: 1, overridden: 1, changed: 0, examples: [] });
  });

  it('[S4] stands in the place of the rule that is edited, beside all others, and heeds what the person chose', () => {
    const replaced = rule('new', 'a', 10);
    const [example] = tested([record({ a: true, b: true })], 30, {
      replaced,
      rules: [rule('old', 'b', 5)],
    }).examples;
    expect([example?.before.score, example?.after.score]).toEqual([55, 75]);
    const chosen = tested([record({ a: true }, { choice: 'HIGH' })], 20).examples;
    expect(chosen).toEqual([]);
  });

  it('goes on from where the page before ended', () => {
    const first = tested([record({ a: true })]);
    const both = testRule(first, [record({ a: true })], {
      rule: rule('new', 'a', 20),
      rules: [],
      replaced: undefined,
    });
    expect(both).toMatchObject({ looked: 2, matched: 2, changed: 2, moves: [{ count: 2 }] });
    expect(both.examples).toHaveLength(2);
  });

  it('[S4] shows thirty, those into another band before those within one', () => {
    const within = record({ a: true, b: true }, { id: 'within' as RecordId });
    const across = record({ a: true }, { id: 'across' as RecordId });
    const others = { rules: [rule('old', 'b', 22)] };
    /* From 62 to 82 it stays high, from 40 to 60 it becomes so. */
    const shown = (records: readonly ScoredRecord[]) =>
      tested(records, 20, others).examples.map(({ id }) => id as string);
    const many = (one: ScoredRecord, count: number) => Array.from({ length: count }, () => one);
    expect(shown(many(within, 31))).toHaveLength(30);
    expect(shown([...many(within, 30), across])).toEqual([...many(within, 29).map(({ id }) => id), 'across']);
    expect(shown([...many(across, 29), within, across])).toEqual(many(across, 30).map(({ id }) => id));
    expect(shown([...many(across, 30), { ...across, id: 'late' as RecordId }])).not.toContain('late');
    expect(shown([...many(across, 30), within])).not.toContain('within');
  });
});
