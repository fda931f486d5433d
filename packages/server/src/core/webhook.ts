import type { WebhookEvent } from '@fieldsync/protocol';

/** What a delivery job carries. The id is the same over all tries, so that a receiver can tell a repeat. */
export interface Delivery {
  readonly webhookId: string;
  readonly eventId: string;
  readonly event: WebhookEvent;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly recordId?: string;
  readonly conflictId?: string;
  readonly alertId?: string;
}

/** The text that is signed, by the Standard Webhooks specification (standardwebhooks.com). */
export function signedContent(eventId: string, timestampSeconds: number, body: string): string {
  return `${eventId}.${String(timestampSeconds)}.${body}`;
}
