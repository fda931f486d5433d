import { createHmac } from 'node:crypto';
import type { RecordId, WebhookTested } from '@fieldsync/protocol';
import { recordIdSchema, WEBHOOK_EVENTS } from '@fieldsync/protocol';
import { z } from 'zod';
import type { NewJob } from '../core/job.ts';
import type { Delivery } from '../core/webhook.ts';
import { signedContent } from '../core/webhook.ts';
import type { AlertBook } from '../fleet-ports.ts';
import type { RecordReader } from '../office-ports.ts';
import type { PostWebhook, WebhookBook } from '../webhook-ports.ts';
import type { Clock, MintId } from './clock.ts';
import { isoTime } from './clock.ts';

export interface WebhooksParts {
  readonly webhooks: WebhookBook;
  readonly records: RecordReader;
  readonly alerts: Pick<AlertBook, 'find'>;
  readonly post: PostWebhook;
  readonly clock: Clock;
  readonly mintId: MintId;
}

const deliverySchema = z.object({
  webhookId: z.string(),
  eventId: z.string(),
  event: z.enum(WEBHOOK_EVENTS),
  at: z.string(),
  recordId: recordIdSchema.optional(),
  conflictId: z.string().optional(),
  alertId: z.string().optional(),
});

/** A person waits for the answer. */
const TEST_MS = 10_000;

type Sendable = z.infer<typeof deliverySchema> | Delivery;
type What = Pick<Delivery, 'event' | 'recordId' | 'conflictId' | 'alertId'>;

/** Tells those outside who asked for it. Every delivery is a job of its own: one receiver that is down holds up no other. */
export class Webhooks {
  private readonly parts: WebhooksParts;

  constructor(parts: WebhooksParts) {
    this.parts = parts;
  }

  /** One delivery for each subscription that wants the event. */
  async deliveries(what: What): Promise<readonly NewJob[]> {
    const ids = await this.parts.webhooks.wanting(what.event);
    return ids.map((webhookId) => this.delivery(webhookId, what));
  }

  delivery(webhookId: string, what: What): NewJob {
    const { clock, mintId } = this.parts;
    const payload: Delivery = { webhookId, eventId: mintId(), at: isoTime(clock()), ...what };
    return { kind: 'webhook:deliver', payload: { ...payload } };
  }

  /**
   * Sends one. What is told of a record is its state now: a receiver that was down for an hour wants no older one.
   * @throws when it did not get through: the job is tried again
   */
  async deliver(payload: unknown, signal: AbortSignal): Promise<void> {
    const delivery = deliverySchema.parse(payload);
    const target = await this.parts.webhooks.target(delivery.webhookId);
    if (target === null) return;
    const { problem } = await this.send(delivery, target, signal);
    if (problem !== null) throw new Error(`the receiver ${problem}`);
  }

  /** Sends a test now, once, and says what came back. Undefined: there is no such subscription, or it is switched off. */
  async test(webhookId: string): Promise<WebhookTested | undefined> {
    const { webhooks, clock, mintId } = this.parts;
    const target = await webhooks.target(webhookId);
    if (target === null) return undefined;
    const delivery: Delivery = { webhookId, eventId: mintId(), at: isoTime(clock()), event: 'webhook.test' };
    return this.send(delivery, target, AbortSignal.timeout(TEST_MS));
  }

  private async send(
    delivery: Sendable,
    target: { readonly url: string; readonly secret: string },
    signal: AbortSignal,
  ): Promise<WebhookTested> {
    const { webhooks, post, clock } = this.parts;
    const body = JSON.stringify(await this.message(delivery));
    const begun = clock();
    const seconds = Math.floor(begun / 1_000);
    const signature = sign(target.secret, signedContent(delivery.eventId, seconds, body));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Fieldsync',
      'webhook-id': delivery.eventId,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    };
    const answer = await post(target.url, headers, body, signal).then(
      ({ status }) => {
        const delivered = status >= 200 && status < 300;
        return { delivered, status, problem: delivered ? null : `answered with ${String(status)}` };
      },
      (error: unknown) => ({ delivered: false, status: null, problem: reasonOf(error) }),
    );
    await webhooks.note(delivery.webhookId, isoTime(clock()), answer.problem ?? undefined);
    return { ...answer, tookMs: clock() - begun };
  }

  private async message({ event, at, recordId, conflictId, alertId }: Sendable) {
    if (alertId !== undefined)
      return { type: event, timestamp: at, data: { alertId, alert: await this.parts.alerts.find(alertId) } };
    const record = recordId === undefined ? null : await this.summary(recordId as RecordId);
    return { type: event, timestamp: at, data: { recordId, conflictId, record } };
  }

  /** As in the coordinators' list: where, how urgent and why, from whom. No answers: those stay behind a sign-in. */
  private async summary(id: RecordId) {
    const record = await this.parts.records.find(id, { kind: 'all' });
    if (record === null) return null;
    const { data: _answers, reasons: _reasons, ...summary } = record;
    return summary;
  }
}

/** @param secret as it was shown: `whsec_` and base64 */
function sign(secret: string, content: string): string {
  return createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(content)
    .digest('base64');
}

/** What fetch says lies in the cause: `fetch failed` alone tells nobody anything. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'could not be reached';
  if (error.name === 'TimeoutError') return 'did not answer in time';
  const cause = error.cause instanceof Error ? error.cause.message : error.message;
  return `could not be reached: ${cause}`.slice(0, 300);
}
