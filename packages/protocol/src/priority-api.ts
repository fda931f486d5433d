/** What the coordinator's pages and the office say to each other of priority. */
import { z } from 'zod';
import { BANDS } from './band.ts';
import { recordTypeSchema, sectorSchema } from './domain.ts';
import { deviceIdSchema, recordIdSchema, userIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { priorityRuleSchema } from './priority-rule.ts';
import { ruleDraftSchema } from './rule-draft.ts';
import { instant, text } from './scalar-fields.ts';

const band = z.enum(BANDS);
const revision = z.number().int().min(1);

/** A rule and which change of it this is: who changes it says which one they were looking at. */
export const keptRuleSchema = z.object({ rule: priorityRuleSchema, revision });
export type KeptRule = z.infer<typeof keptRuleSchema>;

/** Answer of GET priority/rules. */
export const ruleListSchema = z.object({ version: z.number().int(), items: z.array(keptRuleSchema) });
export type RuleList = z.infer<typeof ruleListSchema>;

/** Body of PUT priority/rules/:id. */
export const ruleChangeSchema = z.strictObject({ rule: ruleDraftSchema, revision });
export type RuleChange = z.infer<typeof ruleChangeSchema>;

/** Body of POST priority/rules/test. `replaces`: id of the rule that is being edited, left out of the comparison. */
export const ruleTestRequestSchema = z.strictObject({
  rule: ruleDraftSchema,
  replaces: text.min(1).max(64).optional(),
  days: z.number().int().min(1).max(90).default(7),
});
export type RuleTestRequest = z.infer<typeof ruleTestRequestSchema>;

const scored = z.object({ score: z.number(), band });

/** Answer of POST priority/rules/test. */
export const ruleTestSchema = z.object({
  days: z.number().int(),
  /** Records of its type that were looked at; `complete` is false when there were more than are looked at. */
  looked: z.number().int(),
  complete: z.boolean(),
  matched: z.number().int(),
  /** Those whose score differs with the rule. */
  changed: z.number().int(),
  /** Those that go into another band, by from and to. */
  moves: z.array(z.object({ from: band, to: band, count: z.number().int() })),
  /** Those whose score was set by hand: the rule does not change it. */
  overridden: z.number().int(),
  examples: z.array(
    z.object({
      id: recordIdSchema,
      type: recordTypeSchema,
      sector: sectorSchema.nullable(),
      place: z.string().nullable(),
      receivedAt: instant,
      before: scored,
      after: scored,
    }),
  ),
});
export type RuleTest = z.infer<typeof ruleTestSchema>;

/** Answer of GET and PUT priority/recalculate, and data of the `recalculation` event. */
export const recalculationSchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'done']),
  startedAt: instant,
  startedBy: z.string(),
  finishedAt: instant.nullable(),
  /** Records that were there when it began, looked at so far, and of those changed, and left because a person set their score. */
  total: z.number().int(),
  examined: z.number().int(),
  changed: z.number().int(),
  overridden: z.number().int(),
});
export type RecalculationProgress = z.infer<typeof recalculationSchema>;

/**
 * Body of POST priority/override. `score` null takes overrides back. For records that have not arrived, `device` or `author`
 * says where they are: without, the score waits at the office for the record.
 */
export const overrideRequestSchema = z.strictObject({
  recordIds: z
    .array(recordIdSchema)
    .min(1)
    .max(limits.recordsPerOverride)
    .refine((ids) => new Set(ids).size === ids.length, 'the same record twice'),
  score: z.number().int().min(0).max(100).nullable(),
  justification: text.trim().min(1).max(limits.justificationLength),
  device: deviceIdSchema.optional(),
  author: userIdSchema.optional(),
});
export type OverrideRequest = z.infer<typeof overrideRequestSchema>;

/**
 * What became of each record: `set` or `cleared` at the office; `waiting`: it has not arrived, and its score is kept until it
 * does; `unchanged`: there was nothing to take back. `devices`: phones that were told.
 */
export const overrideAnswerSchema = z.object({
  results: z.array(
    z.object({
      id: recordIdSchema,
      outcome: z.enum(['set', 'cleared', 'waiting', 'unchanged']),
      score: z.number().nullable(),
    }),
  ),
  devices: z.number().int(),
});
export type OverrideAnswer = z.infer<typeof overrideAnswerSchema>;

const bands = z.object({
  critical: z.number().int(),
  high: z.number().int(),
  normal: z.number().int(),
  low: z.number().int(),
});

/** One phone of GET priority/queue, as it last said. Null: it has not said. */
export const queueDeviceSchema = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string() }),
  lastContact: instant,
  reportedAt: instant.nullable(),
  bands: bands.nullable(),
  needsYou: z.number().int().nullable(),
  oldestCriticalAt: instant.nullable(),
  overridden: z.number().int().nullable(),
  averageScore: z.number().nullable(),
  /** Minutes of signal that the rest may take at the pace of its last sessions: an estimate. */
  estimatedMinutes: z.number().nullable(),
});
export type QueueDevice = z.infer<typeof queueDeviceSchema>;

/** Answer of GET priority/queue: what is still on all phones, by their own reports. */
export const priorityQueueSchema = z.object({
  stats: z.object({
    total: z.number().int(),
    bands,
    needsYou: z.number().int(),
    oldestCriticalAt: instant.nullable(),
    /** By the phones that say it; null when none does. */
    overridden: z.number().int().nullable(),
    averageScore: z.number().nullable(),
    /** Scores set by hand that wait at the office for their record. */
    awaited: z.number().int(),
    /** Phones that have reported, and all that were ever heard of. */
    reporting: z.number().int(),
    devices: z.number().int(),
  }),
  devices: z.array(queueDeviceSchema),
});
export type PriorityQueueStats = z.infer<typeof priorityQueueSchema>['stats'];
export type PriorityQueue = z.infer<typeof priorityQueueSchema>;
