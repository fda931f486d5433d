import { z } from 'zod';
import { BANDS } from './band.ts';
import { recordTypeSchema, roleSchema, sectorSchema } from './domain.ts';
import { recordIdSchema, userIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { manualOverrideSchema } from './manual-override.ts';
import { instant, text } from './scalar-fields.ts';

export const bandSchema = z.enum(BANDS);

/** GET session: who is signed in. */
export const sessionSchema = z.object({
  user: z.object({ id: userIdSchema, name: z.string(), email: z.string(), role: roleSchema }),
});
export type Session = z.infer<typeof sessionSchema>;

/** One line of the coordinator's list; also the data of the `record` event. */
export const recordSummarySchema = z.object({
  id: recordIdSchema,
  type: recordTypeSchema,
  sector: sectorSchema.nullable(),
  place: z.object({ id: z.string(), name: z.string(), lga: z.string(), ward: z.string() }).nullable(),
  score: z.number(),
  band: bandSchema,
  /** Strongest reason for the score; empty when there is none beyond the base. */
  reason: z.string(),
  /** The score was set by hand; null when content and rules decide. */
  override: manualOverrideSchema.nullable(),
  state: z.enum(['office', 'conflict']),
  version: z.number().int(),
  deleted: z.boolean(),
  from: z.object({ id: z.string(), name: z.string() }),
  capturedAt: instant,
  /** When the server committed its first version. */
  receivedAt: instant,
  /** When it last changed at the server. */
  changedAt: instant,
});
export type RecordSummary = z.infer<typeof recordSummarySchema>;

/** GET records/:id. */
export const recordDetailSchema = recordSummarySchema.extend({
  data: z.record(z.string(), z.unknown()),
  reasons: z.array(
    z.object({ source: z.enum(['base', 'rule', 'choice']), label: z.string(), points: z.number() }),
  ),
});
export type RecordDetail = z.infer<typeof recordDetailSchema>;

export const RECORD_ORDERS = ['newest', 'priority'] as const;

/** Query of GET records. `priority`: emergencies first, then newest. */
export const recordQuerySchema = z.object({
  type: recordTypeSchema.optional(),
  sector: sectorSchema.optional(),
  band: bandSchema.optional(),
  state: z.enum(['office', 'conflict']).optional(),
  placeId: text.max(64).optional(),
  /** Place, person or record id. */
  q: text.trim().max(limits.nameLength).optional(),
  since: instant.optional(),
  order: z.enum(RECORD_ORDERS).default('newest'),
  /** From the previous page's `next`. */
  after: text.max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RecordQuery = z.infer<typeof recordQuerySchema>;

export const EXPORT_FORMATS = ['csv', 'geojson', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Query of GET records/export: the filters of the list, and in what form. The answer is a file. */
export const recordExportQuerySchema = recordQuerySchema
  .omit({ order: true, after: true, limit: true })
  .extend({ format: z.enum(EXPORT_FORMATS) });
export type RecordExportQuery = z.infer<typeof recordExportQuerySchema>;

/** Answer of GET records. */
export const recordPageSchema = z.object({
  items: z.array(recordSummarySchema),
  next: z.string().nullable(),
  /** Counts for the filter chips, over everything the filters other than band and state let through. */
  counts: z.object({
    all: z.number(),
    critical: z.number(),
    high: z.number(),
    normal: z.number(),
    low: z.number(),
    conflict: z.number(),
  }),
});
export type RecordPage = z.infer<typeof recordPageSchema>;

/** GET connectivity-test: tiny, uncacheable, recognisable. */
export const connectivityTestSchema = z.object({ fieldsync: z.literal(true), now: instant });

/** Data of the `left` event: a record that this account saw through an area is not for it any more. */
export const leftEventSchema = z.object({ id: recordIdSchema });

/** Names of the server-sent events. `scope`, without data: what this account may see has changed, and is to be asked for again. */
export const EVENT_NAMES = [
  'record',
  'left',
  'scope',
  'queue',
  'progress',
  'conflict',
  'command',
  'rules',
  'recalculation',
  'device',
  'alert',
  'jobs',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];
