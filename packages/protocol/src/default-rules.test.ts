import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from './default-rules.ts';
import { priorityRuleSchema } from './priority-rule.ts';
import { assessmentSchemaBySector } from './records/assessment.ts';

describe.each(DEFAULT_RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  test('is a rule that the office’s form would accept', () => {
    expect(priorityRuleSchema.parse(rule)).toEqual(rule);
  });

  test('looks at answers that exist', () => {
    const answers = Object.values(assessmentSchemaBySector).flatMap((schema) => Object.keys(schema.shape));
    for (const { field } of rule.conditions) expect(answers).toContain(field.slice('data.'.length));
  });
});

test('default rules have ids of their own', () => {
  expect(new Set(DEFAULT_RULES.map(({ id }) => id)).size).toBe(DEFAULT_RULES.length);
});
