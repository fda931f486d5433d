import { z } from 'zod';
import { recordIdSchema } from '@fieldsync/protocol';
import type { Erasures } from './erasures.ts';
import type { JobHandlers } from './job-runner.ts';
import type { RetentionWork } from './retention-work.ts';
import type { Webhooks } from './webhooks.ts';

export interface JobHandlersParts {
  readonly webhooks: Webhooks;
  readonly retention: RetentionWork;
  readonly erasures: Erasures;
}

const arrivedSchema = z.object({ recordId: recordIdSchema });
const conflictSchema = z.object({ conflictId: z.string(), recordId: recordIdSchema });

const erasureSchema = z.object({ id: z.guid() });

/** What each kind of job comes to. A job may run twice: each of these then does no more than once. */
export function jobHandlers({ webhooks, retention, erasures }: JobHandlersParts): JobHandlers {
  return {
    'critical:arrived': (payload) =>
      webhooks.deliveries({ event: 'record.critical', ...arrivedSchema.parse(payload) }),
    'conflict:opened': (payload) =>
      webhooks.deliveries({ event: 'conflict.opened', ...conflictSchema.parse(payload) }),
    'webhook:deliver': async (payload, signal) => {
      await webhooks.deliver(payload, signal);
      return undefined;
    },
    'retention:purge': async (_, signal) => {
      await erasures.sweep(signal);
      await retention.purge(signal);
      return undefined;
    },
    'erasure:run': async (payload, signal) => {
      await erasures.run(erasureSchema.parse(payload).id, signal);
      return undefined;
    },
  };
}
