import type { AlertLimit, CriticalAlert } from '@fieldsync/protocol';
import { alertLimitSchema, DEFAULT_ALERT_LIMIT } from '@fieldsync/protocol';
import { eq, sql } from 'drizzle-orm';
import type { NewJob } from '../../../core/job.ts';
import { ATTENTION } from '../../../core/device-standing.ts';
import type { AlertBook, Looked } from '../../../fleet-ports.ts';
import type { Act } from '../../../priority-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { settings } from '../schema/index.ts';
import type { AlertRow } from './alert-rows.ts';
import { alertJson, alertOf } from './alert-rows.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';
import { insertJobs } from './drizzle-job-queue.ts';

const KEY = 'alert-limit';
/** In one transaction; a limit that was set lower can concern every device. */
const MOST_AT_ONCE = 500;
/** It is somebody's emergency: before what comes round. */
const SCORE = 90;

interface Row extends Record<string, unknown> {
  readonly alert: AlertRow;
  readonly user_id: string;
  readonly user_name: string | null;
}

export class DrizzleAlertBook implements AlertBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  look(now: string, { minutes }: AlertLimit): Promise<Looked> {
    return this.database.transaction(async (queries) => {
      // Ends with the transaction or with its process.
      const { rows } = await queries.execute<{ mine: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtext('critical-alerts')) as mine`,
      );
      if (rows[0]?.mine !== true) return { changed: 0, more: false };
      const latest = minutes === null ? null : new Date(Date.parse(now) - minutes * 60_000).toISOString();
      const ended = await end(queries, now, latest);
      const began = latest === null || minutes === null ? [] : await begin(queries, now, latest, minutes);
      const jobs = [
        ...began.map((id): NewJob => ({ kind: 'alert:began', payload: { alertId: id }, score: SCORE })),
        ...ended.map((id): NewJob => ({ kind: 'alert:ended', payload: { alertId: id } })),
      ];
      if (jobs.length > 0) await queries.execute(insertJobs(jobs, now));
      return { changed: jobs.length, more: began.length === MOST_AT_ONCE };
    });
  }

  async find(id: string): Promise<CriticalAlert | null> {
    const { rows } = await this.database.queries.execute<Row>(sql`${SELECT} where a.id = ${id}::uuid`);
    return rows[0] === undefined ? null : alertOfRow(rows[0]);
  }

  async open(most: number): Promise<{ items: readonly CriticalAlert[]; count: number }> {
    const { queries } = this.database;
    const { rows } = await queries.execute<Row>(
      sql`${SELECT} where a.ended_at is null order by a.since, a.id limit ${most}`,
    );
    const counted = await queries.execute<{ open: number }>(
      sql`select count(*)::int as open from critical_alerts where ended_at is null`,
    );
    return { items: rows.map(alertOfRow), count: counted.rows[0]?.open ?? 0 };
  }

  async limit(): Promise<AlertLimit> {
    const [row] = await this.database.queries.select().from(settings).where(eq(settings.key, KEY));
    // What an older version left, or a hand in the table, must not end the watch.
    return alertLimitSchema.safeParse(row?.value).data ?? DEFAULT_ALERT_LIMIT;
  }

  setLimit(limit: AlertLimit, { by, at }: Act): Promise<void> {
    return this.database.transaction(async (queries) => {
      const row = { value: limit, updatedAt: new Date(at), updatedBy: by.id };
      await queries
        .insert(settings)
        .values({ key: KEY, ...row })
        .onConflictDoUpdate({ target: settings.key, set: row });
      await appendAuditLine(queries, {
        at,
        actor: by.id,
        act: 'settings:alert-limit',
        subject: KEY,
        detail: limit,
      });
    });
  }
}

/** Of devices that no longer hold a record which is older than that; null: no device may have one. */
async function end(queries: Queries, now: string, latest: string | null): Promise<readonly string[]> {
  const still = sql`exists (select 1 from devices d where d.id = a.device_id and d.attention = ${ATTENTION.critical}
    and d.oldest_critical_at <= ${latest}::timestamptz)`;
  const { rows } = await queries.execute<{ id: string }>(sql`
    update critical_alerts a set ended_at = ${now}::timestamptz
    where ended_at is null ${latest === null ? sql`` : sql`and not ${still}`} returning id`);
  return rows.map(({ id }) => id);
}

/** The index lets one device have one that is open: nobody begins it twice, whatever is killed. */
async function begin(
  queries: Queries,
  now: string,
  latest: string,
  minutes: number,
): Promise<readonly string[]> {
  const { rows } = await queries.execute<{ id: string }>(sql`
    insert into critical_alerts (id, device_id, since, limit_minutes, began_at)
    select gen_random_uuid(), d.id, d.oldest_critical_at, ${minutes}::int, ${now}::timestamptz from devices d
    where d.attention = ${ATTENTION.critical} and coalesce(d.oldest_critical_at, 'infinity'::timestamptz) <= ${latest}::timestamptz
      and not exists (select 1 from critical_alerts a where a.device_id = d.id and a.ended_at is null)
    order by d.oldest_critical_at, d.id limit ${MOST_AT_ONCE}
    on conflict (device_id) where ended_at is null do nothing returning id`);
  return rows.map(({ id }) => id);
}

const SELECT = sql`select ${alertJson('a', 'd')} as alert, d.user_id, u.name as user_name
  from critical_alerts a join devices d on d.id = a.device_id left join auth_user u on u.id = d.user_id`;

function alertOfRow({ alert, user_id: id, user_name: name }: Row): CriticalAlert {
  return alertOf(alert, { id, name: name ?? '' });
}
