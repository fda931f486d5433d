import type {
  FieldVersions,
  Priority,
  RecordData,
  RecordType,
  ScoreReason,
  Sector,
} from '@fieldsync/protocol';
import { boolean, index, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { ScoreOverride } from '../../../core/stored-record.ts';
import { instant, wholeNumber } from './columns.ts';

/** The latest state of each record. A deleted one stays as a tombstone, so that its id is never used again. */
export const records = pgTable(
  'records',
  {
    id: uuid('id').primaryKey(),
    type: text('type').$type<RecordType>().notNull(),
    version: integer('version').notNull(),
    data: jsonb('data').$type<RecordData>().notNull(),
    /** `{field: [version, device]}`: who last changed each field, and in which version. */
    fieldVersions: jsonb('field_versions').$type<FieldVersions>().notNull(),
    deleted: boolean('deleted').notNull().default(false),
    createdBy: text('created_by').notNull(),
    updatedBy: text('updated_by').notNull(),
    /** When a person saved its first version, by the phone's clock. */
    capturedAt: instant('captured_at').notNull(),
    /** When the server committed its first version. */
    receivedAt: instant('received_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    score: smallint('score').notNull(),
    priorityReasons: jsonb('priority_reasons').$type<readonly ScoreReason[]>().notNull(),
    /** The person's own choice; kept, so that a recalculation gives the same score. */
    choice: text('choice').$type<Priority>(),
    scoreOverride: jsonb('score_override').$type<ScoreOverride>(),
    /** Copies out of `data`, for filters. */
    sector: text('sector').$type<Sector>(),
    affectedEntityId: uuid('affected_entity_id'),
    /** The assessment that a response answers, the record that a photo belongs to. */
    refersTo: uuid('refers_to'),
    /** The device whose own clean write this version is; the feed spares it the echo. */
    knownTo: uuid('known_to'),
    /**
     * The version that it had when a backup was last restored; null when there was none, or when it was made since. A phone
     * that knows a later one from before that has what the office lost.
     */
    restoredVersion: integer('restored_version'),
    /** Position in the change feed, from the one counter row: dense, and in the order of commits. */
    cursor: wholeNumber('cursor').notNull(),
  },
  (table) => [
    index('records_feed').on(table.cursor),
    index('records_own_feed').on(table.createdBy, table.cursor),
    index('records_newest').on(table.receivedAt.desc(), table.id.desc()),
    index('records_priority').on(table.score.desc(), table.receivedAt.desc(), table.id.desc()),
    index('records_place').on(table.affectedEntityId),
    index('records_refers_to').on(table.refersTo),
  ],
);
