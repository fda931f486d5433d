import { describe, expect, it, test } from 'vitest';
import { configSchema } from './config.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import { priorityRuleSchema } from './priority-rule.ts';
import { fieldProblems } from './records/record-data.ts';
import { PLACE_ID } from './testing/example-records.ts';

const bama = {
  id: PLACE_ID,
  name: 'Bama',
  kind: 'CAMP',
  lga: 'Bama',
  ward: 'Shehuri',
  latitude: 11.52,
  longitude: 13.69,
};
const config = { version: 3, rules: [...DEFAULT_RULES], affectedEntities: [bama] };
const condition = { field: 'data.peopleAffected', operator: 'GREATER_THAN', value: 500, modifier: 0 };
const rule = { ...DEFAULT_RULES[0], conditions: [condition] };

describe('configSchema', () => {
  it('carries rules and places as they are', () => {
    expect(configSchema.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  test.each<[string, Record<string, unknown>]>([
    ['rules', { rules: Array.from({ length: 201 }, () => rule) }],
    ['affectedEntities', { affectedEntities: Array.from({ length: 5_001 }, () => bama) }],
    ['affectedEntities.0.name', { affectedEntities: [{ ...bama, name: ' ' }] }],
    ['affectedEntities.0.latitude', { affectedEntities: [{ ...bama, latitude: 91 }] }],
    ['affectedEntities.0.kind', { affectedEntities: [{ ...bama, kind: 'TOWN' }] }],
  ])('[X3] refuses what is wrong with %s and names it', (field, over) => {
    const parsed = configSchema.safeParse({ ...config, ...over });
    expect(
      parsed.error === undefined ? [] : fieldProblems(parsed.error).map((problem) => problem.field),
    ).toEqual([field]);
  });
});

describe('priorityRuleSchema', () => {
  const fieldsOf = (over: Record<string, unknown>) => {
    const parsed = priorityRuleSchema.safeParse({ ...rule, ...over });
    return parsed.success ? [] : fieldProblems(parsed.error).map(({ field }) => field);
  };

  test.each<[string, unknown]>([
    ['one condition', [condition]],
    ['five conditions', Array.from({ length: 5 }, () => condition)],
    ['a text', [{ ...condition, operator: 'EQUALS', value: 'HEALTH' }]],
    ['yes or no', [{ ...condition, operator: 'EQUALS', value: false }]],
    ['several answers', [{ ...condition, operator: 'IN_ARRAY', value: ['FLOOD', 3, true] }]],
  ])('accepts %s', (_, conditions) => {
    expect(fieldsOf({ conditions })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['no condition: it would hold for every record', { conditions: [] }, ['conditions']],
    ['six conditions', { conditions: Array.from({ length: 6 }, () => condition) }, ['conditions']],
    ['a path out of the answers', { conditions: [{ ...condition, field: 'score' }] }, ['conditions.0.field']],
    [
      'a path into an answer',
      { conditions: [{ ...condition, field: 'data.location.latitude' }] },
      ['conditions.0.field'],
    ],
    [
      'a path to a prototype',
      { conditions: [{ ...condition, field: 'data.__proto__' }] },
      ['conditions.0.field'],
    ],
    [
      'an unknown operator',
      { conditions: [{ ...condition, operator: 'MATCHES' }] },
      ['conditions.0.operator'],
    ],
    [
      'an object to compare with',
      { conditions: [{ ...condition, value: { a: 1 } }] },
      ['conditions.0.value'],
    ],
    [
      'a text that cannot be stored',
      { conditions: [{ ...condition, value: '\ud800' }] },
      ['conditions.0.value'],
    ],
    ['101 points', { priorityModifier: 101 }, ['priorityModifier']],
    ['half a point', { conditions: [{ ...condition, modifier: 0.5 }] }, ['conditions.0.modifier']],
    ['no name', { name: '' }, ['name']],
    ['an unknown key', { weight: 1 }, ['weight']],
  ])('[X3] refuses %s and names it', (_, over, fields) => {
    expect(fieldsOf(over)).toEqual(fields);
  });
});
