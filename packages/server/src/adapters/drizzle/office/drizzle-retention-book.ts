import type { Retention, UserId } from '@fieldsync/protocol';
import { DEFAULT_RETENTION, retentionSchema } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { eq, sql } from 'drizzle-orm';
import { ATTENTION } from '../../../core/device-standing.ts';
import type { RetentionBook } from '../../../privacy-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { purgeDepartures } from '../queries/purge-departures.ts';
import { uuids } from '../queries/uuids.ts';
import { forgetContents, wipeRecords } from '../queries/wipe-records.ts';
import { settings } from '../schema/index.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';

const KEY = 'retention';
/** Rows a transaction: on the embedded database everything else waits meanwhile. */
const STEP = 200;

const NO_OPEN_CONFLICT = sql`not exists (select 1 from conflicts c where c.record_id = records.id and c.status = 'OPEN')`;

export class DrizzleRetentionBook implements RetentionBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async read(): Promise<Retention> {
    return readRetention(this.database.queries);
  }

  async set(retention: Retention, by: UserId, at: string): Promise<void> {
    await this.database.transaction(async (queries) => {
      const before = await readRetention(queries);
      const row = { key: KEY, value: retention, updatedAt: new Date(at), updatedBy: by };
      await queries.insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
      const detail = { before, after: retention };
      await appendAuditLine(queries, { at, actor: by, act: 'retention:set', subject: '', detail });
    });
  }

  async purge(kind: keyof Retention, before: string, at: string): Promise<number> {
    const old = sql`${before}::timestamptz`;
    return this.database.transaction(async (queries) => {
      switch (kind) {
        case 'deletedAnswers': {
          const ids = await idsOf(
            queries,
            sql`deleted and data <> '{}' and changed_at < ${old} and ${NO_OPEN_CONFLICT}`,
          );
          await emptyTombstones(queries, ids, at);
          return ids.length;
        }
        case 'quietRecords': {
          const ids = await idsOf(queries, sql`not deleted and changed_at < ${old} and ${NO_OPEN_CONFLICT}`);
          await wipeRecords(queries, ids, at);
          return ids.length;
        }
        case 'finishedJobs':
        case 'deviceReports':
        case 'sessionFigures':
        case 'endedSignIns':
        case 'doneCommands':
        case 'endedAlerts': {
          const { rows } = await queries.execute(statementOf(kind, old));
          return rows.length;
        }
      }
    });
  }

  purgeDepartures(): Promise<number> {
    return this.database.transaction((queries) => purgeDepartures(queries, STEP));
  }
}

async function readRetention(queries: Queries): Promise<Retention> {
  const [row] = await queries.select().from(settings).where(eq(settings.key, KEY));
  // A setting that a later build adds is not in what this one stored.
  return retentionSchema.parse({ ...DEFAULT_RETENTION, ...(row?.value as Partial<Retention> | undefined) });
}

type Simple = Exclude<keyof Retention, 'deletedAnswers' | 'quietRecords'>;

function statementOf(kind: Simple, old: SQL): SQL {
  switch (kind) {
    case 'finishedJobs':
      return sql`delete from job_outbox where id in (
        select id from job_outbox where state = 'done' and finished_at < ${old} limit ${STEP}) returning id`;
    case 'deviceReports':
      // What the lists took out of it goes as well; that it holds a critical record stays true until it says otherwise, and its alert open.
      return sql`update devices set heartbeat = null, heartbeat_at = null, clock_skew_ms = null, held = false, needs_person = false,
        attention = case when attention = ${ATTENTION.critical} then attention else ${ATTENTION.none} end where id in (
        select id from devices where heartbeat is not null and last_seen < ${old} limit ${STEP}) returning id`;
    case 'sessionFigures':
      return sql`update devices set heartbeat = heartbeat - 'metrics' where id in (
        select id from devices where heartbeat ? 'metrics' and heartbeat_at < ${old} limit ${STEP}) returning id`;
    case 'endedSignIns':
      return sql`delete from auth_session where id in (
        select id from auth_session where expires_at < ${old} limit ${STEP}) returning id`;
    case 'doneCommands':
      return sql`delete from commands where id in (
        select id from commands where acknowledged_at < ${old} limit ${STEP}) returning id`;
    case 'endedAlerts':
      return sql`delete from critical_alerts where id in (
        select id from critical_alerts where ended_at < ${old} limit ${STEP}) returning id`;
  }
}

/** In the order of ids, as batches lock theirs. */
async function idsOf(queries: Queries, which: SQL): Promise<readonly string[]> {
  const { rows } = await queries.execute<{ id: string }>(
    sql`select id from records where ${which} order by id limit ${STEP} for update`,
  );
  return rows.map(({ id }) => id);
}

/** Phones know already that these are deleted: nothing new is to be told. */
async function emptyTombstones(queries: Queries, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await queries.execute(sql`
    update records set data = '{}', field_versions = '{}', priority_reasons = '[]', choice = null, score_override = null,
      sector = null, affected_entity_id = null, refers_to = null
    where id = any(${uuids(ids)})`);
  await forgetContents(queries, ids, at);
}
