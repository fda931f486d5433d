import type { AffectedEntity, Command, Heartbeat, PriorityCondition, RecordType } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { ATTENTION } from '../../../core/device-standing.ts';
import { instant, wholeNumber } from './columns.ts';

/** One account's outbox on one phone, and what it last said of itself. */
export const devices = pgTable(
  'devices',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').notNull(),
    firstSeen: instant('first_seen').notNull(),
    lastSeen: instant('last_seen').notNull(),
    heartbeat: jsonb('heartbeat').$type<Heartbeat>(),
    heartbeatAt: instant('heartbeat_at'),
    /** Device clock minus server clock at the last report, ms. */
    clockSkewMs: wholeNumber('clock_skew_ms'),
    /** Out of the report, so that a page of devices is found in an index: see core/device-standing.ts. */
    attention: smallint('attention').notNull().default(ATTENTION.none),
    /** By the office's clock. */
    oldestCriticalAt: instant('oldest_critical_at'),
    held: boolean('held').notNull().default(false),
    needsPerson: boolean('needs_person').notNull().default(false),
    /**
     * Up to where it has heard the change feed, by its own word, half a minute late at most. Null: it has heard nothing, or not
     * since the feed began anew.
     */
    feedPosition: wholeNumber('feed_position'),
  },
  (table) => [
    index('devices_user').on(table.userId),
    index('devices_last_seen').on(table.lastSeen.desc()),
    index('devices_attention').on(
      table.attention,
      sql`coalesce(${table.oldestCriticalAt}, 'infinity'::timestamptz)`,
      table.lastSeen,
      table.id,
    ),
  ],
);

/** A device that has held a critical record for longer than it may: one row from the beginning of that to its end. */
export const criticalAlerts = pgTable(
  'critical_alerts',
  {
    id: uuid('id').primaryKey(),
    deviceId: uuid('device_id').notNull(),
    /** When the record was saved, by the office's clock, as it was known when the alert began. */
    since: instant('since').notNull(),
    /** The limit that it was over. */
    limitMinutes: integer('limit_minutes').notNull(),
    beganAt: instant('began_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('critical_alerts_open')
      .on(table.deviceId)
      .where(sql`ended_at is null`),
  ],
);

/** What the office asked of a device. Delivered until the device says that it is done. */
export const commands = pgTable(
  'commands',
  {
    id: uuid('id').primaryKey(),
    deviceId: uuid('device_id').notNull(),
    kind: text('kind').$type<Command['kind']>().notNull(),
    /** What the command says beside its kind and id. */
    payload: jsonb('payload').$type<Readonly<Record<string, unknown>>>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    deliveredAt: instant('delivered_at'),
    acknowledgedAt: instant('acknowledged_at'),
    /** A later one took its place: it is not asked of the device any more. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    index('commands_waiting')
      .on(table.deviceId, table.createdAt)
      .where(sql`acknowledged_at is null and withdrawn_at is null`),
    // Ascending: read backwards it is the order of `desc`, which an index that is declared so is not.
    index('commands_of_device').on(table.deviceId, table.createdAt, table.id),
  ],
);

/** Camps and communities. */
export const affectedEntities = pgTable(
  'affected_entities',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind').$type<AffectedEntity['kind']>().notNull(),
    lga: text('lga').notNull(),
    ward: text('ward').notNull(),
    latitude: doublePrecision('latitude').notNull(),
    longitude: doublePrecision('longitude').notNull(),
  },
  (table) => [index('affected_entities_lga').on(table.lga)],
);

export const priorityRules = pgTable('priority_rules', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  entityType: text('entity_type').$type<RecordType>().notNull(),
  conditions: jsonb('conditions').$type<PriorityCondition[]>().notNull(),
  priorityModifier: integer('priority_modifier').notNull(),
  isActive: boolean('is_active').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  /** Counts its changes: whoever changes it says which one they saw. */
  revision: integer('revision').notNull().default(1),
});

/** One row: the version of rules and affected entities together, raised with each change of either. */
export const configVersion = pgTable(
  'config_version',
  { id: smallint('id').primaryKey().default(1), version: integer('version').notNull() },
  (table) => [check('config_version_one_row', sql`${table.id} = 1`)],
);

/** Settings of the installation by name. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').$type<unknown>().notNull(),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
});

/** Each privileged act [X5]. A trigger refuses to change or remove a line, and a chain of hashes shows where one was. */
export const auditLog = pgTable(
  'audit_log',
  {
    seq: wholeNumber('seq').primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    /** Account id; empty for the server itself. */
    actor: text('actor').notNull(),
    /** What was done, as `noun:verb`: `conflict:resolve`. */
    act: text('act').notNull(),
    /** Id of what it was done to. */
    subject: text('subject').notNull(),
    detail: jsonb('detail').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Hash of the line before. Unique: two lines cannot follow the same one. */
    previousHash: text('previous_hash').notNull().unique(),
    /** SHA-256 over the line and the hash before it; see core/audit-chain.ts. */
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_log_subject').on(table.subject, table.seq),
    /** How many rules an account has made lately. */
    index('audit_log_rules_made')
      .on(table.actor, table.at)
      .where(sql`act = 'rule:create'`),
  ],
);
