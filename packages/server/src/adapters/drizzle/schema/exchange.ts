import type { Action, ConflictKind, RecordedVerdict, Severity } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ConflictFields, ConflictResolution } from '../../../core/conflict.ts';
import type { JobKind, JobState } from '../../../core/job.ts';
import { MIDDLE_SCORE } from '../../../core/job.ts';
import { instant, wholeNumber } from './columns.ts';

/** The ledger [S1]: each operation that was judged for good, in the same transaction as its effect. */
export const operations = pgTable(
  'operations',
  {
    id: uuid('id').primaryKey(),
    deviceId: uuid('device_id').notNull(),
    actorId: text('actor_id').notNull(),
    recordId: uuid('record_id').notNull(),
    action: text('action').$type<Action>().notNull(),
    verdict: jsonb('verdict').$type<RecordedVerdict>().notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [index('operations_record').on(table.recordId, table.receivedAt)],
);

/** Both values of each field that two devices changed [K1]. Its id is the id of the operation that met the other change. */
export const conflicts = pgTable(
  'conflicts',
  {
    id: uuid('id').primaryKey(),
    recordId: uuid('record_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    actorId: text('actor_id').notNull(),
    kind: text('kind').$type<ConflictKind>().notNull(),
    /** Version that the operation was made on, and the server's version that it met. */
    base: integer('base').notNull(),
    version: integer('version').notNull(),
    fields: jsonb('fields').$type<ConflictFields>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    status: text('status').$type<'OPEN' | 'RESOLVED'>().notNull(),
    capturedAt: instant('captured_at').notNull(),
    createdAt: instant('created_at').notNull(),
    resolvedAt: instant('resolved_at'),
    resolvedBy: text('resolved_by'),
    resolution: jsonb('resolution').$type<ConflictResolution>(),
  },
  (table) => [
    index('conflicts_open')
      .on(table.recordId)
      .where(sql`status = 'OPEN'`),
    index('conflicts_list').on(table.status, table.createdAt.desc()),
    /** A device asks with each changed record which of its conflicts on it are settled. */
    index('conflicts_settled')
      .on(table.recordId, table.deviceId)
      .where(sql`status = 'RESOLVED'`),
  ],
);

/** One row: what positions in the change feed are counted from. See `feed-position.ts`. */
export const feed = pgTable(
  'feed',
  {
    id: smallint('id').primaryKey().default(1),
    /** Changes when a backup is restored: every cursor of the old epoch then starts again. */
    epoch: text('epoch').notNull(),
    /** Added to each position: another Postgres counts its transactions from the beginning. */
    base: wholeNumber('base').notNull(),
  },
  (table) => [check('feed_one_row', sql`${table.id} = 1`)],
);

/** Work to be done after a commit, written in the same transaction: what is committed is never forgotten. */
export const jobOutbox = pgTable(
  'job_outbox',
  {
    id: wholeNumber('id').primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<JobKind>().notNull(),
    payload: jsonb('payload').$type<Readonly<Record<string, unknown>>>().notNull(),
    createdAt: instant('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Not before this time; null for at once. */
    notBefore: instant('not_before'),
    state: text('state').$type<JobState>().notNull().default('waiting'),
    score: smallint('score').notNull().default(MIDDLE_SCORE),
    /** Of several jobs of a kind with one key only one waits or runs. */
    key: text('key'),
    /** Until when its runner has it; after that it was left. */
    claimedUntil: instant('claimed_until'),
    /** When it was last handed out by a dispatcher. */
    dispatchedAt: instant('dispatched_at'),
    finishedAt: instant('finished_at'),
    error: text('error'),
  },
  (table) => [
    index('job_outbox_open')
      .on(table.score.desc(), table.id)
      .where(sql`state in ('waiting', 'running')`),
    index('job_outbox_over').on(table.state, table.id.desc()),
    uniqueIndex('job_outbox_key')
      .on(table.kind, table.key)
      .where(sql`state in ('waiting', 'running')`),
  ],
);
