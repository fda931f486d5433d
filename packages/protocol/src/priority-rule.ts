import { z } from 'zod';
import { recordTypeSchema } from './domain.ts';
import { limits } from './limits.ts';
import { instant, shortText, text } from './scalar-fields.ts';

export const CONDITION_OPERATORS = ['EQUALS', 'GREATER_THAN', 'CONTAINS', 'IN_ARRAY'] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

const scalar = z.union([text.max(limits.nameLength), z.number(), z.boolean()]);
const points = z.number().int().min(-100).max(100);

export const priorityConditionSchema = z.strictObject({
  /** Dotted path into the queue item: `data.assessmentType`. */
  field: z.string().regex(/^data\.[A-Za-z0-9]{1,60}$/),
  operator: z.enum(CONDITION_OPERATORS),
  value: z.union([scalar, z.array(scalar).max(limits.listLength)]),
  /** Points that this condition adds when the whole rule holds. */
  modifier: points,
});
export type PriorityCondition = z.infer<typeof priorityConditionSchema>;

export const priorityRuleSchema = z.strictObject({
  id: text.min(1).max(64),
  name: shortText,
  entityType: recordTypeSchema,
  /** All must hold. */
  conditions: z.array(priorityConditionSchema).min(1).max(limits.conditionsPerRule),
  priorityModifier: points,
  isActive: z.boolean(),
  createdBy: text.max(limits.nameLength),
  createdAt: instant,
});
/** As the product's contract has it, with times as ISO 8601 text on the wire. */
export type PriorityRule = z.infer<typeof priorityRuleSchema>;
