import { z } from 'zod';
import { recordIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { instant, text } from './scalar-fields.ts';

const score = z.number().int().min(0).max(100);

/** A coordinator's own score for a record: `manualOverride` of the product's contract, with its time as text. */
export const manualOverrideSchema = z.object({
  coordinatorId: text.min(1).max(64),
  coordinatorName: text.max(limits.nameLength),
  /** 0-100: what content and rules gave when it was set, and what counts instead. */
  originalPriority: score,
  overridePriority: score,
  justification: text.min(1).max(limits.justificationLength),
  timestamp: instant,
});
export type ManualOverride = z.infer<typeof manualOverrideSchema>;

/** What the office says of one record that a phone may hold; null takes the override back. */
export const overrideOrderSchema = z.object({
  recordId: recordIdSchema,
  override: manualOverrideSchema.nullable(),
});
export type OverrideOrder = z.infer<typeof overrideOrderSchema>;
