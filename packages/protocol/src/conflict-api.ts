import { z } from 'zod';
import { conflictKindSchema, severitySchema, SIDES, strategySchema } from './conflict.ts';
import { recordTypeSchema, sectorSchema } from './domain.ts';
import { bandSchema } from './http-api.ts';
import { conflictIdSchema, recordIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { answersSchema } from './operation.ts';
import { instant, text } from './scalar-fields.ts';

/** Why: asked for with each decision and kept with it [K2]. */
export const justificationSchema = text.trim().min(1, 'say why').max(limits.justificationLength);

const decisionFields = {
  strategy: strategySchema,
  justification: justificationSchema,
  /** Version of the record that the person was looking at. */
  version: z.number().int().min(1),
  /** MERGE: for each answer in conflict whose it is to be. */
  choices: z.record(z.string().max(61), z.enum(SIDES)).optional(),
  /** MANUAL: each answer in conflict, and others where the record needs it; null for none. */
  values: answersSchema.optional(),
};

/** Body of POST conflicts/resolve. */
export const resolveRequestSchema = z.strictObject({ conflictId: conflictIdSchema, ...decisionFields });
export type ResolveRequest = z.infer<typeof resolveRequestSchema>;

/** Body of PUT conflicts/:id/override. */
export const conflictOverrideSchema = z.strictObject(decisionFields);
export type ConflictOverride = z.infer<typeof conflictOverrideSchema>;

const person = z.object({ id: z.string(), name: z.string() });

const resolutionSchema = z.object({
  strategy: strategySchema,
  justification: z.string(),
  by: person,
  at: instant,
  /** Version of the record that carries it. */
  version: z.number().int(),
});

/** One line of the list of conflicts. */
export const conflictSummarySchema = z.object({
  id: conflictIdSchema,
  status: z.enum(['OPEN', 'RESOLVED']),
  kind: conflictKindSchema,
  severity: severitySchema,
  record: z.object({ id: recordIdSchema, type: recordTypeSchema, sector: sectorSchema.nullable() }),
  place: z.string().nullable(),
  /** Whose edit met another. */
  from: person,
  /** Names of the answers in conflict. */
  fields: z.array(z.string()),
  capturedAt: instant,
  createdAt: instant,
  resolution: resolutionSchema.nullable(),
});
export type ConflictSummary = z.infer<typeof conflictSummarySchema>;

/** Query of GET conflicts. The gravest first, then the oldest; resolved ones the latest first. */
export const conflictQuerySchema = z.object({
  status: z.enum(['open', 'resolved']).default('open'),
  severity: severitySchema.optional(),
  type: recordTypeSchema.optional(),
  sector: sectorSchema.optional(),
  placeId: text.max(64).optional(),
  /** Place, person, or the beginning of a record's id. */
  q: text.trim().max(limits.nameLength).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
export type ConflictQuery = z.infer<typeof conflictQuerySchema>;

/** Answer of GET conflicts; how many there are in all is in `meta.total`. */
export const conflictPageSchema = z.object({
  items: z.array(conflictSummarySchema),
  /** Over all conflicts, whatever the filters. */
  stats: z.object({
    open: z.object({ HIGH: z.number(), MEDIUM: z.number(), LOW: z.number() }),
    /** Since midnight UTC. */
    resolvedToday: z.number(),
    /** When the oldest open one was opened; null when none is open. */
    oldest: instant.nullable(),
  }),
});
export type ConflictPage = z.infer<typeof conflictPageSchema>;

/** What happened to a record, as far as it explains a conflict. */
export const HISTORY_ACTS = [
  'created',
  'changed',
  'deleted',
  'conflict',
  'refused',
  'resolved',
  'overridden',
] as const;

/** Both sides of one conflict. An answer that a side does not have is absent. */
export const conflictDetailSchema = conflictSummarySchema.extend({
  /** Version that the device's operation was made on. */
  base: z.number().int(),
  place: z.object({ id: z.string(), name: z.string(), lga: z.string(), ward: z.string() }).nullable(),
  record: z.object({
    id: recordIdSchema,
    type: recordTypeSchema,
    sector: sectorSchema.nullable(),
    version: z.number().int(),
    deleted: z.boolean(),
    data: z.record(z.string(), z.unknown()),
    score: z.number(),
    band: bandSchema,
    reason: z.string(),
  }),
  sides: z.array(
    z.object({
      field: z.string(),
      /** The device's. */
      mine: z.unknown().optional(),
      /** The office's: as it is now; of a resolved conflict, as it was before the decision. */
      theirs: z.unknown().optional(),
      /** As the record has it now. */
      now: z.unknown().optional(),
    }),
  ),
  /** Who changed the office's side last, and when the office had it; null when that is not known. */
  office: z.object({ by: person, at: instant }).nullable(),
  /** Oldest first. */
  history: z.array(
    z.object({ at: instant, act: z.enum(HISTORY_ACTS), by: person, version: z.number().int().nullable() }),
  ),
});
export type ConflictDetail = z.infer<typeof conflictDetailSchema>;

/** Answer of GET conflicts/audit/:entityId, oldest first: every decision on a record, also those changed since [K2]. */
export const conflictAuditSchema = z.object({
  items: z.array(
    z.object({
      conflictId: conflictIdSchema,
      at: instant,
      act: z.enum(['conflict:open', 'conflict:resolve', 'conflict:override']),
      by: person,
      /** Both sides, what was decided and why. */
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type ConflictAudit = z.infer<typeof conflictAuditSchema>;

/** Data of the `conflict` event. */
export const conflictEventSchema = z.object({
  id: conflictIdSchema,
  recordId: recordIdSchema,
  status: z.enum(['OPEN', 'RESOLVED']),
});
