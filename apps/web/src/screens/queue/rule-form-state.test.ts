import { DEFAULT_RULES, ruleFields } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import {
  changedCondition,
  formOf,
  newForm,
  readForm,
  withCondition,
  withoutCondition,
  withType,
} from './rule-form-state.ts';
import { conditionsText, fieldName, pointsOf, valueName } from './rule-words.ts';

describe('the form of a rule', () => {
  it.each(DEFAULT_RULES)('shows $name and reads it back as it was', (rule) => {
    const { name, entityType, conditions, priorityModifier, isActive } = rule;
    expect(readForm(formOf(rule))).toEqual({
      ok: true,
      draft: { name, entityType, conditions, priorityModifier, isActive },
    });
  });

  it('begins another question with a comparison and an answer that fit it', () => {
    const form = changedCondition({ ...newForm(), name: 'Water' }, 1, { path: 'data.isWaterSufficient' });
    expect(form.conditions[0]).toMatchObject({ operator: 'EQUALS', values: ['true'] });
    expect(readForm(form).ok).toBe(true);
    const many = changedCondition(form, 1, { path: 'data.waterSource' });
    const both = changedCondition(changedCondition(many, 1, { operator: 'IN_ARRAY' }), 1, {
      values: ['PIPED', 'VENDOR'],
    });
    expect(readForm(both)).toMatchObject({ draft: { conditions: [{ value: ['PIPED', 'VENDOR'] }] } });
    expect(changedCondition(both, 1, { operator: 'CONTAINS' }).conditions[0]?.values).toEqual(['PIPED']);
  });

  it.each([
    ['name', { name: ' ' }],
    ['priorityModifier', { modifier: '' }],
    ['priorityModifier', { modifier: '1.5' }],
    ['priorityModifier', { modifier: '101' }],
  ])('names %s when %j does not fit', (problem, change) => {
    const read = readForm({ ...newForm(), name: 'Water', ...change });
    expect(read.ok ? [] : [...read.problems]).toEqual([problem]);
  });

  it('names the answer of a condition that is missing', () => {
    const number = changedCondition({ ...newForm(), name: 'Many' }, 1, { path: 'data.peopleAffected' });
    const read = readForm(changedCondition(number, 1, { values: ['many'] }));
    expect(read.ok ? [] : [...read.problems]).toEqual(['conditions.0.value']);
  });

  it('adds and takes away conditions, and begins anew for another type', () => {
    const two = withCondition(newForm());
    expect(two.conditions.map(({ key }) => key)).toEqual([1, 2]);
    expect(withoutCondition(two, 1).conditions.map(({ key }) => key)).toEqual([2]);
    expect(withType(two, 'MEDIA').conditions).toHaveLength(1);
  });
});

describe('a rule in words', () => {
  it('says each question and answer as the forms do', () => {
    for (const type of ['ASSESSMENT', 'RESPONSE', 'MEDIA'] as const)
      for (const field of ruleFields(type)) {
        expect(fieldName(field, type, en)).not.toBe(field.name);
        for (const value of field.values.filter((one) => one !== 'WASH'))
          expect(valueName(field, type, value, en)).not.toBe(value);
      }
  });

  it('says the whole rule, with all of its points', () => {
    const [health] = DEFAULT_RULES;
    if (health === undefined) throw new Error('no rules');
    expect(conditionsText(health, new Map(), en)).toMatch(
      /^Sector is Health and .* is one of Cholera, suspected or /,
    );
    expect(
      pointsOf({ ...health, conditions: health.conditions.map((one) => ({ ...one, modifier: 5 })) }),
    ).toBe(35);
  });
});
