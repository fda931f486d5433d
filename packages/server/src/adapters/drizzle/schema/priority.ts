import type { ManualOverride } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Scores set by hand of records that have not arrived. Kept until they do, then part of the record. */
export const awaitedOverrides = pgTable('awaited_overrides', {
  recordId: uuid('record_id').primaryKey(),
  override: jsonb('override').$type<ManualOverride>().notNull(),
  /** Devices that were told, for when it is taken back. */
  told: jsonb('told').$type<readonly string[]>().notNull(),
  createdAt: instant('created_at').notNull(),
});

/** One row: the recalculation that is under way, or was last. Each page moves it on in its own transaction. */
export const recalculation = pgTable(
  'recalculation',
  {
    row: smallint('row').primaryKey().default(1),
    id: uuid('id').notNull(),
    state: text('state').$type<'running' | 'done'>().notNull(),
    /** The config whose rules it applies; another one begins it anew. */
    configVersion: integer('config_version').notNull(),
    startedAt: instant('started_at').notNull(),
    startedBy: text('started_by').notNull(),
    finishedAt: instant('finished_at'),
    /** Records up to this id are done; null at the beginning. */
    after: uuid('after'),
    total: integer('total').notNull(),
    examined: integer('examined').notNull(),
    changed: integer('changed').notNull(),
    overridden: integer('overridden').notNull(),
  },
  (table) => [check('recalculation_one_row', sql`${table.row} = 1`)],
);
