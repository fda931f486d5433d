import { describe, expect, it, test } from 'vitest';
import { bandOf } from './band.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import type { Priority, RecordType } from './domain.ts';
import type { PriorityCondition, PriorityRule } from './priority-rule.ts';
import { rulePoints, scoreRecord } from './priority-score.ts';

const rule = (over: Partial<PriorityRule> = {}): PriorityRule => ({
  id: 'r',
  name: 'Rule',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.urgent', operator: 'EQUALS', value: true, modifier: 0 }],
  priorityModifier: 10,
  isActive: true,
  createdBy: 'Amina',
  createdAt: '2026-11-20T09:30:00.000Z',
  ...over,
});
const urgent = { urgent: true };

describe('scoreRecord: the person’s choice', () => {
  // Points that rules give, then the score without a choice and with each of the three.
  test.each<[RecordType, number, number, Record<Priority, number>]>([
    ['ASSESSMENT', 0, 40, { HIGH: 60, NORMAL: 40, LOW: 29 }],
    ['RESPONSE', 0, 35, { HIGH: 60, NORMAL: 35, LOW: 29 }],
    ['MEDIA', 0, 15, { HIGH: 60, NORMAL: 30, LOW: 15 }],
    ['ASSESSMENT', 10, 50, { HIGH: 60, NORMAL: 50, LOW: 50 }],
    ['ASSESSMENT', 25, 65, { HIGH: 65, NORMAL: 65, LOW: 65 }],
    ['ASSESSMENT', 45, 85, { HIGH: 85, NORMAL: 85, LOW: 85 }],
    ['ASSESSMENT', 100, 100, { HIGH: 100, NORMAL: 100, LOW: 100 }],
    ['ASSESSMENT', -5, 35, { HIGH: 60, NORMAL: 35, LOW: 29 }],
    ['ASSESSMENT', -20, 20, { HIGH: 60, NORMAL: 30, LOW: 20 }],
    ['ASSESSMENT', -100, 0, { HIGH: 60, NORMAL: 30, LOW: 0 }],
  ])('%s with %i points from rules: %i, moved by a choice to %o', (type, points, alone, chosen) => {
    const rules = points === 0 ? [] : [rule({ entityType: type, priorityModifier: points })];
    expect(scoreRecord({ type, data: urgent, rules }).score).toBe(alone);
    for (const choice of ['HIGH', 'NORMAL', 'LOW'] as const)
      expect(scoreRecord({ type, data: urgent, rules, choice }).score, choice).toBe(chosen[choice]);
  });
});

describe('scoreRecord: the rules that each installation starts with', () => {
  const score = (data: Record<string, unknown>, choice?: Priority) =>
    scoreRecord({ type: 'ASSESSMENT', data, rules: DEFAULT_RULES, choice });
  const cholera = { assessmentType: 'HEALTH', commonHealthIssues: ['MALARIA', 'CHOLERA'] };

  it('40 for an assessment, 25 for an epidemic and 20 for many people make 85, which is Critical', () => {
    const result = score({ ...cholera, peopleAffected: 501 });
    expect(result.score).toBe(85);
    expect(bandOf(result.score)).toBe('CRITICAL');
    expect(result.reasons.map(({ points }) => points)).toEqual([40, 25, 20]);
    expect(result.reason).toBe('Health emergency');
  });

  it('[S4] keeps a Critical record Critical when the person chose LOW', () => {
    expect(score({ ...cholera, peopleAffected: 501 }, 'LOW').score).toBe(85);
  });

  test.each([
    ['an epidemic among few', { ...cholera, peopleAffected: 12 }, 65],
    ['500 people: not more than 500', { assessmentType: 'FOOD', peopleAffected: 500 }, 40],
    ['501 people', { assessmentType: 'FOOD', peopleAffected: 501 }, 60],
    ['malaria, which is no epidemic here', { ...cholera, commonHealthIssues: ['MALARIA'] }, 40],
    ['an epidemic named outside a health assessment', { ...cholera, assessmentType: 'WASH' }, 40],
    ['no answers', { assessmentType: 'HEALTH' }, 40],
  ])('%s', (_, data, expected) => {
    expect(score(data).score).toBe(expected);
  });
});

describe('scoreRecord: reasons', () => {
  it('names the rule that gives most, also when a choice gives more', () => {
    const rules = [
      rule({ name: 'Small', priorityModifier: 2 }),
      rule({ name: 'Large', priorityModifier: 5 }),
    ];
    const result = scoreRecord({ type: 'ASSESSMENT', data: urgent, rules, choice: 'HIGH' });
    expect(result.reason).toBe('Large');
    expect(result.reasons).toEqual([
      { source: 'base', label: 'ASSESSMENT', points: 40 },
      { source: 'rule', label: 'Small', points: 2 },
      { source: 'rule', label: 'Large', points: 5 },
      { source: 'choice', label: 'HIGH', points: 13 },
    ]);
  });

  it('is empty when nothing but the base and a choice speak', () => {
    expect(scoreRecord({ type: 'MEDIA', data: {}, rules: [], choice: 'HIGH' }).reason).toBe('');
  });

  it('does not name a choice that changed nothing', () => {
    const { reasons } = scoreRecord({ type: 'ASSESSMENT', data: {}, rules: [], choice: 'NORMAL' });
    expect(reasons).toHaveLength(1);
  });
});

describe('rulePoints', () => {
  const points = (condition: Omit<PriorityCondition, 'field' | 'modifier'>, actual: unknown) =>
    rulePoints(
      rule({ conditions: [{ field: 'data.answer', modifier: 3, ...condition }] }),
      'ASSESSMENT',
      actual === undefined ? {} : { answer: actual },
    );

  test.each<[PriorityCondition['operator'], PriorityCondition['value'], unknown, boolean]>([
    ['EQUALS', 'HEALTH', 'HEALTH', true],
    ['EQUALS', 'HEALTH', 'health', false],
    ['EQUALS', false, false, true],
    ['EQUALS', false, undefined, false],
    ['EQUALS', 0, 0, true],
    ['EQUALS', 0, null, false],
    ['EQUALS', 1, '1', false],
    ['EQUALS', ['A', 'B'], ['A', 'B'], true],
    ['EQUALS', ['A', 'B'], ['B', 'A'], false],
    ['GREATER_THAN', 500, 501, true],
    ['GREATER_THAN', 500, 500, false],
    ['GREATER_THAN', 500, '501', false],
    ['GREATER_THAN', '500', 501, false],
    ['GREATER_THAN', 500, undefined, false],
    ['CONTAINS', 'cholera', 'Suspected CHOLERA in Dikwa', true],
    ['CONTAINS', 'measles', 'Suspected CHOLERA in Dikwa', false],
    ['CONTAINS', 'CHOLERA', ['MALARIA', 'CHOLERA'], true],
    ['CONTAINS', 'CHOL', ['CHOLERA'], false],
    ['CONTAINS', 5, 15, false],
    ['IN_ARRAY', ['FLOOD', 'FIRE'], 'FIRE', true],
    ['IN_ARRAY', ['FLOOD', 'FIRE'], 'OTHER', false],
    ['IN_ARRAY', ['CHOLERA', 'MEASLES'], ['MALARIA', 'MEASLES'], true],
    ['IN_ARRAY', ['CHOLERA', 'MEASLES'], ['MALARIA'], false],
    ['IN_ARRAY', ['CHOLERA'], [], false],
    ['IN_ARRAY', 'FIRE', 'FIRE', false],
  ])('%s %o, answered %o: %s', (operator, value, actual, holds) => {
    expect(points({ operator, value }, actual)).toBe(holds ? 13 : undefined);
  });

  it('adds every condition’s points to the rule’s own, and only when all hold', () => {
    const both = rule({
      conditions: [
        { field: 'data.urgent', operator: 'EQUALS', value: true, modifier: 4 },
        { field: 'data.people', operator: 'GREATER_THAN', value: 10, modifier: -1 },
      ],
    });
    expect(rulePoints(both, 'ASSESSMENT', { urgent: true, people: 11 })).toBe(13);
    expect(rulePoints(both, 'ASSESSMENT', { urgent: true, people: 10 })).toBeUndefined();
  });

  it('leaves out a rule that is switched off or speaks of another type', () => {
    expect(rulePoints(rule({ isActive: false }), 'ASSESSMENT', urgent)).toBeUndefined();
    expect(rulePoints(rule(), 'RESPONSE', urgent)).toBeUndefined();
  });

  it('does not take what an object inherits for an answer', () => {
    const inherited = Object.create(urgent) as Record<string, unknown>;
    expect(inherited['urgent']).toBe(true);
    expect(rulePoints(rule(), 'ASSESSMENT', inherited)).toBeUndefined();
  });
});
