import type { WebhookEvent } from '@fieldsync/protocol';

/**
 * Work that follows a commit, whatever the process that committed does next.
 *
 * `critical:arrived`: a record has reached the critical band. `conflict:opened`: a person must decide. `alert:began`,
 * `alert:ended`: a device has held a critical record for too long, and no longer. `webhook:deliver`: one event to one
 * subscription. `retention:purge`: what is older than it has to be kept. `erasure:run`: the records of a person who is erased.
 */
export const JOB_KINDS = [
  'critical:arrived',
  'conflict:opened',
  'alert:began',
  'alert:ended',
  'webhook:deliver',
  'retention:purge',
  'erasure:run',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Kinds that only tell whoever outside asked to be told of this event: without anybody there is nothing to do. */
export const TELLS_OF = {
  'critical:arrived': 'record.critical',
  'conflict:opened': 'conflict.opened',
} as const satisfies Partial<Record<JobKind, WebhookEvent>>;

export interface NewJob {
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
  /** 0-100, as a record's: who goes first when several wait. 50 when left out. */
  readonly score?: number;
}

/** `failed`: it was tried as often as it may be, and waits for a person. */
export const JOB_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** When left out. */
export const MIDDLE_SCORE = 50;
