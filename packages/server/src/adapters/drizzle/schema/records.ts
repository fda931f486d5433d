import type {
  FieldVersions,
  ManualOverride,
  Priority,
  RecordData,
  RecordType,
  ScoreReason,
  Sector,
} from '@fieldsync/protocol';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
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
    scoreOverride: jsonb('score_override').$type<ManualOverride>(),
    /** Copies out of `data`, for filters. */
    sector: text('sector').$type<Sector>(),
    affectedEntityId: uuid('affected_entity_id'),
    /** Local government area of the place that it is about: whoever is assigned to it sees the record [R3]. */
    area: text('area'),
    /** The assessment that a response answers, the record that a photo belongs to. */
    refersTo: uuid('refers_to'),
    /** The device whose own clean write this version is; the feed spares it the echo. */
    knownTo: uuid('known_to'),
    /**
     * The version that it had when a backup was last restored; null when there was none, or when it was made since. A phone
     * that knows a later one from before that has what the office lost.
     */
    restoredVersion: integer('restored_version'),
    /** Position of its latest change in the feed; see `feed-position.ts`. */
    cursor: wholeNumber('cursor').notNull(),
    /** Position at which its score last changed by itself: whoever is behind it has not heard, though the answers be their own. */
    scoreCursor: wholeNumber('score_cursor').notNull().default(0),
  },
  (table) => [
    // Unique: two changes at one position, and a page that ends between them would hide the second [R1].
    uniqueIndex('records_feed').on(table.cursor),
    index('records_own_feed').on(table.createdBy, table.cursor),
    index('records_area_feed').on(table.area, table.cursor),
    index('records_newest').on(table.receivedAt.desc(), table.id.desc()),
    index('records_priority').on(table.score.desc(), table.receivedAt.desc(), table.id.desc()),
    index('records_place').on(table.affectedEntityId),
    index('records_refers_to').on(table.refersTo),
  ],
);

/**
 * Areas of accounts, as events of the feed: a puller whose cursor lies before one has not heard of it. One row for each area that
 * an account ever had.
 */
export const accountAreas = pgTable(
  'account_areas',
  {
    userId: text('user_id').notNull(),
    area: text('area').notNull(),
    /** Position at which it was assigned; null when it is not any more. */
    since: wholeNumber('since'),
    /** Position at which it was last taken away. */
    leftAt: wholeNumber('left_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.area] })],
);

/**
 * What an audience is to be told of a record that its scope does not bring any more: that it left the area, or that the
 * device's conflict on it was decided. The latest time only.
 */
export const departures = pgTable(
  'departures',
  {
    /** `area:<name>` or `device:<id>`. */
    audience: text('audience').notNull(),
    recordId: uuid('record_id').notNull(),
    cursor: wholeNumber('cursor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.audience, table.recordId] }),
    index('departures_feed').on(table.audience, table.cursor),
  ],
);
