import { z } from 'zod';
import { instant } from './scalar-fields.ts';

/** What another server can be told of. Names on the wire: `<noun>.<what happened>`. */
export const WEBHOOK_EVENTS = [
  'record.critical',
  'conflict.opened',
  'device.critical-held',
  'device.critical-cleared',
  'webhook.test',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** One line of GET admin/webhooks. Its secret is shown once, in the answer to the POST. */
export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  isActive: z.boolean(),
  createdAt: instant,
  lastSuccessAt: instant.nullable(),
  lastFailureAt: instant.nullable(),
  /** Failed deliveries since the last one that got through. */
  failures: z.number(),
  lastError: z.string().nullable(),
});
export type WebhookLine = z.infer<typeof webhookSchema>;
export const webhookListSchema = z.object({ items: z.array(webhookSchema) });

/** Answer of POST admin/webhooks. */
export const webhookAddedSchema = z.object({ id: z.string(), secret: z.string() });

/** Answer of POST admin/webhooks/:id/test: what the receiver said. */
export const webhookTestedSchema = z.object({
  delivered: z.boolean(),
  /** Its HTTP status; null: it did not answer. */
  status: z.number().nullable(),
  /** Why it does not count as delivered. */
  problem: z.string().nullable(),
  tookMs: z.number(),
});
export type WebhookTested = z.infer<typeof webhookTestedSchema>;

/** How jobs are counted and filtered. `stalled` are those that run and whose process has not been heard of in time. */
export const JOB_FILTERS = ['failed', 'stalled', 'waiting', 'running', 'done'] as const;
export type JobFilter = (typeof JOB_FILTERS)[number];

/** Answer of GET admin/jobs. */
export const jobPageSchema = z.object({
  items: z.array(
    z.object({
      id: z.number(),
      kind: z.string(),
      state: z.enum(['waiting', 'running', 'done', 'failed']),
      attempts: z.number(),
      createdAt: instant,
      notBefore: instant.nullable(),
      finishedAt: instant.nullable(),
      error: z.string().nullable(),
      stalled: z.boolean(),
    }),
  ),
  counts: z.object({
    failed: z.number(),
    stalled: z.number(),
    waiting: z.number(),
    running: z.number(),
    done: z.number(),
  }),
  /** Given up, by kind. */
  failedKinds: z.array(z.object({ kind: z.string(), count: z.number() })),
});
export type JobPage = z.infer<typeof jobPageSchema>;

/** Answer of POST admin/jobs/retry. */
export const jobsRetriedSchema = z.object({ retried: z.number() });
