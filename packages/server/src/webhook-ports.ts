/** What webhooks need from the outside, by contract. */
import type { WebhookEvent } from '@fieldsync/protocol';

/** Times are ISO 8601. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  /** Failed deliveries since the last one that got through. */
  readonly failures: number;
  readonly lastError: string | null;
}

export interface NewWebhook {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly events: readonly WebhookEvent[];
}

/** What is left out stays as it is. */
export interface WebhookChange {
  readonly url?: string | undefined;
  readonly events?: readonly WebhookEvent[] | undefined;
  readonly isActive?: boolean | undefined;
}

export interface WebhookBook {
  list(): Promise<readonly Webhook[]>;
  add(webhook: NewWebhook, by: string, at: string): Promise<void>;
  /** @returns false when there is none of this id */
  change(id: string, change: WebhookChange): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  /** Ids of the active ones that want the event. */
  wanting(event: WebhookEvent): Promise<readonly string[]>;
  /** Where to send and how to sign; null when it is gone or switched off. */
  target(id: string): Promise<{ readonly url: string; readonly secret: string } | null>;
  /** @param error undefined when it got through */
  note(id: string, at: string, error: string | undefined): Promise<void>;
}

/**
 * One POST. Follows no redirect, reads nothing of the answer, and ends in any case within some seconds.
 * @throws when there is no answer
 */
export type PostWebhook = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<{ readonly status: number }>;
