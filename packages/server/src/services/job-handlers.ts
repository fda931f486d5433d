import { z } from 'zod';
import { recordIdSchema } from '@fieldsync/protocol';
import type { WebhookEvent } from '@fieldsync/protocol';
import { TELLS_OF } from '../core/job.ts';
import type { AlertBook } from '../fleet-ports.ts';
import type { Erasures } from './erasures.ts';
import type { EventBus } from './event-bus.ts';
import type { JobHandler, JobHandlers } from './job-runner.ts';
import type { RetentionWork } from './retention-work.ts';
import type { Webhooks } from './webhooks.ts';

export interface JobHandlersParts {
  readonly alerts: Pick<AlertBook, 'find'>;
  readonly bus: EventBus;
  readonly webhooks: Webhooks;
  readonly retention: RetentionWork;
  readonly erasures: Erasures;
}

const arrivedSchema = z.object({ recordId: recordIdSchema });
const alertSchema = z.object({ alertId: z.uuid() });
const conflictSchema = z.object({ conflictId: z.string(), recordId: recordIdSchema });

const erasureSchema = z.object({ id: z.guid() });

/** What each kind of job comes to. A job may run twice: each of these then does no more than once. */
export function jobHandlers({ webhooks, retention, erasures, alerts, bus }: JobHandlersParts): JobHandlers {
  /** Screens first: a receiver outside is told by a job of its own. */
  const tellOfAlert = (event: WebhookEvent): JobHandler => {
    return async (payload) => {
      const { alertId } = alertSchema.parse(payload);
      const alert = await alerts.find(alertId);
      if (alert === null) return undefined;
      bus.publish({ kind: 'alert', alert });
      return webhooks.deliveries({ event, alertId });
    };
  };
  return {
    'critical:arrived': (payload) =>
      webhooks.deliveries({ event: TELLS_OF['critical:arrived'], ...arrivedSchema.parse(payload) }),
    'conflict:opened': (payload) =>
      webhooks.deliveries({ event: TELLS_OF['conflict:opened'], ...conflictSchema.parse(payload) }),
    'alert:began': tellOfAlert('device.critical-held'),
    'alert:ended': tellOfAlert('device.critical-cleared'),
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
