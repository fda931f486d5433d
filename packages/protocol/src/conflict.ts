import { z } from 'zod';
import { operationIdSchema } from './ids.ts';
import { instant } from './scalar-fields.ts';

/** `fields`: both changed the same answers. `edit-of-deleted`, `delete-of-edited`: one of them removed the record. */
export const CONFLICT_KINDS = ['fields', 'edit-of-deleted', 'delete-of-edited'] as const;
export const conflictKindSchema = z.enum(CONFLICT_KINDS);
export type ConflictKind = z.infer<typeof conflictKindSchema>;

export const SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

/**
 * Whose answers stand. `LOCAL_WINS`: those of the device whose operation met another ("mine"). `SERVER_WINS`: the office's
 * ("theirs"). `MERGE`: each answer from one of them. `MANUAL`: answers that a person gives.
 */
export const STRATEGIES = ['LOCAL_WINS', 'SERVER_WINS', 'MERGE', 'MANUAL'] as const;
export const strategySchema = z.enum(STRATEGIES);
export type Strategy = z.infer<typeof strategySchema>;

/** `mine` is the device's whose operation met another change, `theirs` the office's. */
export const SIDES = ['mine', 'theirs'] as const;
export type Side = (typeof SIDES)[number];

/** A decision as a device hears of it: its operation with this id is settled, and how. */
export const settlementSchema = z.object({
  operation: operationIdSchema,
  strategy: strategySchema,
  /** The name of the person who decided. */
  by: z.string(),
  at: instant,
  justification: z.string(),
  /** Answers that were in conflict. */
  fields: z.array(z.string()),
});
export type Settlement = z.infer<typeof settlementSchema>;
