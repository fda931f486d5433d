import { z } from 'zod';
import { recordIdSchema } from '@fieldsync/protocol';
import type { JobDesk } from '../job-ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { JobHandlers } from './job-runner.ts';
import type { Webhooks } from './webhooks.ts';

export interface JobHandlersParts {
  readonly webhooks: Webhooks;
  readonly desk: JobDesk;
  readonly clock: Clock;
}

/** Jobs that are done are kept for whoever asks what was sent last week. */
const KEEP_DONE_MS = 7 * 86_400_000;

const arrivedSchema = z.object({ recordId: recordIdSchema });
const conflictSchema = z.object({ conflictId: z.string(), recordId: recordIdSchema });

/** What each kind of job comes to. A job may run twice: each of these then does no more than once. */
export function jobHandlers({ webhooks, desk, clock }: JobHandlersParts): JobHandlers {
  return {
    'critical:arrived': (payload) =>
      webhooks.deliveries({ event: 'record.critical', ...arrivedSchema.parse(payload) }),
    'conflict:opened': (payload) =>
      webhooks.deliveries({ event: 'conflict.opened', ...conflictSchema.parse(payload) }),
    'webhook:deliver': async (payload, signal) => {
      await webhooks.deliver(payload, signal);
      return undefined;
    },
    'retention:purge': async () => {
      await desk.forgetDone(isoTime(clock() - KEEP_DONE_MS));
      return undefined;
    },
  };
}
