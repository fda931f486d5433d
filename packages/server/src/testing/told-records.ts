import type { WebhookReceiver } from './webhook-receiver.ts';

/** Ids of the records that a receiver was told of, however often. */
export function toldRecords({ received }: WebhookReceiver): ReadonlySet<string> {
  return new Set(
    received.map(({ body }) => (JSON.parse(body) as { data: { recordId: string } }).data.recordId),
  );
}
