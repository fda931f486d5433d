import type { z } from 'zod';
import { SECTORS } from './domain.ts';
import { affectedEntityIdSchema } from './ids.ts';
import type { PriorityCondition } from './priority-rule.ts';
import { priorityRuleSchema } from './priority-rule.ts';
import type { FieldProblem } from './records/record-data.ts';
import type { RuleField } from './rule-fields.ts';
import { OPERATORS_OF, ruleFields, SECTOR_FIELD } from './rule-fields.ts';

/** What a person says of a rule; the office adds who made it and when. Every condition must fit the field it names. */
export const ruleDraftSchema = priorityRuleSchema
  .pick({ name: true, entityType: true, conditions: true, priorityModifier: true, isActive: true })
  .check((context) => {
    if (context.issues.length > 0) return;
    for (const { field, message } of draftProblems(context.value))
      context.issues.push({ code: 'custom', input: context.value, path: field.split('.'), message });
  });
export type RuleDraft = z.infer<typeof ruleDraftSchema>;

/** What is wrong with a draft whose shape is right. Paths are dotted: `conditions.0.value`. */
function draftProblems(draft: Pick<RuleDraft, 'entityType' | 'conditions'>): readonly FieldProblem[] {
  const fields = ruleFields(draft.entityType);
  const problems = draft.conditions.flatMap((condition, index) => {
    const problem = conditionProblem(fields, condition);
    return problem === undefined
      ? []
      : [{ field: `conditions.${String(index)}.${problem.field}`, message: problem.message }];
  });
  return problems.length > 0 || canHold(draft)
    ? problems
    : [{ field: 'conditions', message: 'no form asks all of these, so the rule would never hold' }];
}

function conditionProblem(
  fields: readonly RuleField[],
  condition: PriorityCondition,
): FieldProblem | undefined {
  const field = fields.find(({ path }) => path === condition.field);
  if (field === undefined) return { field: 'field', message: 'no such question on these records' };
  if (!OPERATORS_OF[field.kind].includes(condition.operator))
    return { field: 'operator', message: 'does not fit this question' };
  const { value } = condition;
  if (condition.operator !== 'IN_ARRAY')
    return fits(field, value) ? undefined : { field: 'value', message: 'does not fit this question' };
  if (!Array.isArray(value) || value.length === 0)
    return { field: 'value', message: 'needs at least one answer' };
  return value.every((one) => fits(field, one))
    ? undefined
    : { field: 'value', message: 'does not fit this question' };
}

function fits(field: RuleField, value: unknown): boolean {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return typeof value === 'string' && field.values.includes(value);
    case 'number':
      return typeof value === 'number';
    case 'yes-no':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
    case 'place':
      return affectedEntityIdSchema.safeParse(value).success;
  }
}

/** Whether some sector's form asks everything that the rule looks at. */
function canHold({ entityType, conditions }: Pick<RuleDraft, 'entityType' | 'conditions'>): boolean {
  const sectorField = SECTOR_FIELD[entityType];
  if (sectorField === undefined) return true;
  const fields = ruleFields(entityType);
  return SECTORS.some((sector) =>
    conditions.every((condition) => {
      const field = fields.find(({ path }) => path === condition.field);
      if (field?.name !== sectorField) return field?.sectors.includes(sector) ?? false;
      const { value } = condition;
      return Array.isArray(value) ? value.includes(sector) : value === sector;
    }),
  );
}
