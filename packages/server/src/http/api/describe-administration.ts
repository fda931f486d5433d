import { jobsRetriedSchema, paths, WEBHOOK_EVENTS, webhookTestedSchema } from '@fieldsync/protocol';
import { z } from 'zod';
import { JOB_KINDS, JOB_STATES } from '../../core/job.ts';
import { nothingSchema } from './describe-session.ts';
import type { RouteDescriptions } from './route-description.ts';
import { webhookUrlProblem } from './webhook-url.ts';

export const jobQuerySchema = z.object({
  state: z.enum([...JOB_STATES, 'stalled']).optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const jobKindSchema = z.strictObject({ kind: z.enum(JOB_KINDS) });
export const jobIdSchema = z.object({ id: z.coerce.number().int().min(1) });

const moment = z.string();
const count = z.number().int().min(0);
const jobPageSchema = z.object({
  items: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(JOB_KINDS),
      state: z.enum(JOB_STATES),
      score: z.number().int(),
      attempts: count,
      createdAt: moment,
      notBefore: moment.nullable(),
      finishedAt: moment.nullable(),
      error: z.string().nullable(),
      stalled: z.boolean(),
    }),
  ),
  counts: z.object({ waiting: count, running: count, done: count, failed: count, stalled: count }),
  failedKinds: z.array(z.object({ kind: z.enum(JOB_KINDS), count })),
});

const url = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const problem = webhookUrlProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
const events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);
export const newWebhookSchema = z.strictObject({ url, events });
export const webhookChangeSchema = z
  .strictObject({ isActive: z.boolean().optional(), url: url.optional(), events: events.optional() })
  .refine((change) => Object.keys(change).length > 0, 'says nothing that is to change');
export const webhookIdSchema = z.uuid().meta({ id: 'WebhookId' });

const webhookListSchema = z.object({
  items: z.array(
    z.object({
      id: webhookIdSchema,
      url: z.string(),
      events: z.array(z.enum(WEBHOOK_EVENTS)),
      isActive: z.boolean(),
      createdAt: moment,
      lastSuccessAt: moment.nullable(),
      lastFailureAt: moment.nullable(),
      failures: count,
      lastError: z.string().nullable(),
    }),
  ),
});
const params = { id: { schema: webhookIdSchema, says: 'Id of the subscription.' } };

export const ADMINISTRATION_ROUTES: RouteDescriptions = {
  [`GET ${paths.jobs}`]: {
    name: 'listJobs',
    tag: 'Administration',
    summary: 'Work that follows commits: what waits, runs, hangs and has failed',
    query: jobQuerySchema,
    querySays: { before: 'Only jobs with a smaller number: for the next page the last one’s.' },
    answer: jobPageSchema,
  },
  [`POST ${paths.jobs}/retry`]: {
    name: 'retryJobs',
    tag: 'Administration',
    summary: 'Try all failed jobs of a kind again',
    body: jobKindSchema,
    answer: jobsRetriedSchema,
    examples: { body: { kind: 'webhook:deliver' } },
  },
  [`POST ${paths.jobs}/:id/retry`]: {
    name: 'retryJob',
    tag: 'Administration',
    summary: 'Try a failed job again',
    params: { id: { schema: jobIdSchema.shape.id, says: 'Number of the job.' } },
    answer: nothingSchema,
    errors: ['VALIDATION'],
  },
  [`GET ${paths.webhooks}`]: {
    name: 'listWebhooks',
    tag: 'Administration',
    summary: 'Who outside is told of what',
    answer: webhookListSchema,
  },
  [`POST ${paths.webhooks}`]: {
    name: 'addWebhook',
    tag: 'Administration',
    summary: 'Subscribe an address',
    details:
      'Messages follow the Standard Webhooks specification. The answer shows, this once, the secret that signs them.',
    body: newWebhookSchema,
    answer: z.object({ id: webhookIdSchema, secret: z.string() }),
    examples: {
      body: { url: 'https://hooks.example.org/fieldsync', events: ['record.critical'] },
      answer: { id: '0198f2a0-6f00-7000-8000-0000000000e1', secret: 'whsec_c2VjcmV0IG9mIGFuIGV4YW1wbGU=' },
    },
  },
  [`PUT ${paths.webhooks}/:id`]: {
    name: 'changeWebhook',
    tag: 'Administration',
    summary: 'Change what is named of a subscription',
    params,
    body: webhookChangeSchema,
    answer: nothingSchema,
    examples: { body: { isActive: false } },
  },
  [`DELETE ${paths.webhooks}/:id`]: {
    name: 'removeWebhook',
    tag: 'Administration',
    summary: 'End a subscription',
    params,
    answer: nothingSchema,
  },
  [`POST ${paths.webhooks}/:id/test`]: {
    name: 'testWebhook',
    tag: 'Administration',
    summary: 'Send a test message, and see what the receiver says',
    params,
    answer: webhookTestedSchema,
  },
};
