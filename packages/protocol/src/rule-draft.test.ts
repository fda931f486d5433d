import { describe, expect, it, test } from 'vitest';
import { DEFAULT_RULES } from './default-rules.ts';
import type { PriorityCondition } from './priority-rule.ts';
import { fieldProblems } from './records/record-data.ts';
import { ruleDraftSchema } from './rule-draft.ts';
import { OPERATORS_OF, ruleFields } from './rule-fields.ts';

const condition = (field: string, operator: string, value: unknown) => ({
  field,
  operator,
  value,
  modifier: 0,
});
const draft = (conditions: readonly unknown[], more: object = {}) => ({
  name: 'Water',
  entityType: 'ASSESSMENT',
  conditions,
  priorityModifier: 12,
  isActive: true,
  ...more,
});
const contaminated = condition('data.waterQuality', 'EQUALS', 'CONTAMINATED');
const refusedAt = (raw: unknown): string[] => {
  const parsed = ruleDraftSchema.safeParse(raw);
  return parsed.success ? [] : fieldProblems(parsed.error).map(({ field }) => field);
};

describe('the fields that a rule may look at', () => {
  it('are those of the forms, with their answers, once each', () => {
    const fields = ruleFields('ASSESSMENT');
    expect(fields.find(({ name }) => name === 'waterQuality')).toEqual({
      path: 'data.waterQuality',
      name: 'waterQuality',
      kind: 'choice',
      values: ['SAFE', 'CONTAMINATED', 'UNKNOWN'],
      sectors: ['WASH'],
    });
    expect(fields.find(({ name }) => name === 'assessmentType')?.values).toHaveLength(6);
    expect(fields.find(({ name }) => name === 'peopleAffected')).toMatchObject({ kind: 'number' });
    expect(fields.find(({ name }) => name === 'peopleAffected')?.sectors).toHaveLength(6);
    expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
  });

  it('leave out times, references, checksums and lists of things', () => {
    const names = [...ruleFields('RESPONSE'), ...ruleFields('MEDIA')].map(({ name }) => name);
    for (const left of [
      'recordedAt',
      'plannedDate',
      'assessmentId',
      'belongsTo',
      'sha256',
      'location',
      'medicinesDelivered',
    ])
      expect(names).not.toContain(left);
    expect(names).toContain('patientsTreated');
    expect(names).toContain('mediaKind');
  });

  test.each(Object.entries(OPERATORS_OF))('of kind %s can be compared', (_, operators) => {
    expect(operators.length).toBeGreaterThan(0);
  });
});

describe('a draft of a rule', () => {
  it.each(DEFAULT_RULES)(
    'like $name passes',
    ({ name, entityType, conditions, priorityModifier, isActive }) => {
      expect(refusedAt({ name, entityType, conditions, priorityModifier, isActive })).toEqual([]);
    },
  );

  it.each<[string, unknown, string[]]>([
    ['an unknown question', draft([condition('data.weather', 'EQUALS', 'DUST')]), ['conditions.0.field']],
    [
      'a question of another type',
      draft([condition('data.mediaKind', 'EQUALS', 'PHOTO')]),
      ['conditions.0.field'],
    ],
    [
      'a comparison that does not fit',
      draft([condition('data.hasToilets', 'GREATER_THAN', 3)]),
      ['conditions.0.operator'],
    ],
    [
      'an answer that no form has',
      draft([condition('data.waterQuality', 'EQUALS', 'MURKY')]),
      ['conditions.0.value'],
    ],
    [
      'text where a number belongs',
      draft([condition('data.peopleAffected', 'GREATER_THAN', '5')]),
      ['conditions.0.value'],
    ],
    ['yes or no as text', draft([condition('data.hasToilets', 'EQUALS', 'true')]), ['conditions.0.value']],
    ['an empty list', draft([condition('data.commonHealthIssues', 'IN_ARRAY', [])]), ['conditions.0.value']],
    [
      'a list with a stranger',
      draft([condition('data.waterSource', 'IN_ARRAY', ['PIPED', 'SEA'])]),
      ['conditions.0.value'],
    ],
    ['blank text', draft([condition('data.additionalDetails', 'CONTAINS', '  ')]), ['conditions.0.value']],
    [
      'a place that is none',
      draft([condition('data.affectedEntityId', 'EQUALS', 'Bama')]),
      ['conditions.0.value'],
    ],
    [
      'questions of two forms',
      draft([contaminated, condition('data.shelterCondition', 'EQUALS', 'POOR')]),
      ['conditions'],
    ],
    [
      'a question of another sector',
      draft([condition('data.assessmentType', 'EQUALS', 'FOOD'), contaminated]),
      ['conditions'],
    ],
    ['no condition', draft([]), ['conditions']],
    ['six conditions', draft(Array.from({ length: 6 }, () => contaminated)), ['conditions']],
    ['101 points', draft([contaminated], { priorityModifier: 101 }), ['priorityModifier']],
    ['a condition of 101 points', draft([{ ...contaminated, modifier: -101 }]), ['conditions.0.modifier']],
    ['no name', draft([contaminated], { name: '   ' }), ['name']],
    ['a name of 121 letters', draft([contaminated], { name: 'x'.repeat(121) }), ['name']],
    ['an id of its own', draft([contaminated], { id: 'mine' }), ['id']],
  ])('[X3] with %s is refused, and the field is named', (_, raw, fields) => {
    expect(refusedAt(raw)).toEqual(fields);
  });

  it('takes five conditions of one form', () => {
    const five = ruleFields('ASSESSMENT')
      .filter(({ kind, sectors }) => kind === 'yes-no' && sectors.includes('SHELTER'))
      .map(({ path }): PriorityCondition => ({ field: path, operator: 'EQUALS', value: true, modifier: 1 }));
    expect(
      refusedAt(draft([...five, condition('data.numberShelters', 'GREATER_THAN', 3)].slice(0, 5))),
    ).toEqual([]);
  });
});
