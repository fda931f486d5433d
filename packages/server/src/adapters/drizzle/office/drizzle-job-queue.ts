import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { JobKind, NewJob } from '../../../core/job.ts';
import { MIDDLE_SCORE } from '../../../core/job.ts';
import type { Claim, ClaimedJob, JobDispatch, JobQueue } from '../../../job-ports.ts';
import type { Queries } from '../../database.ts';

interface ClaimedRow extends Record<string, unknown> {
  readonly id: number | string;
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
}

interface DispatchedRow extends Record<string, unknown> {
  readonly id: number | string;
  readonly score: number;
  readonly attempts: number;
}

/** Each a single statement: claims of several processes pass each other by (`skip locked`), and nothing is half done. */
export class DrizzleJobQueue implements JobQueue, JobDispatch {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async add(jobs: readonly (NewJob & { readonly key?: string })[], at: string): Promise<void> {
    if (jobs.length > 0) await this.queries.execute(insertJobs(jobs, at));
  }

  async claim({ limit, at, until, only }: Claim): Promise<readonly ClaimedJob[]> {
    const { rows } = await this.queries.execute<ClaimedRow>(sql`
      with due as (
        select id from job_outbox where ${isDue(at)} ${only === undefined ? sql`` : sql`and id = ${only}`}
        order by score desc, id limit ${limit} for update skip locked
      ), claimed as (
        update job_outbox j set state = 'running', attempts = j.attempts + 1, claimed_until = ${until}::timestamptz,
          not_before = null
        from due where j.id = due.id returning j.id, j.kind, j.payload, j.attempts, j.score
      )
      select id, kind, payload, attempts from claimed order by score desc, id`);
    return rows.map((row) => ({ ...row, id: Number(row.id) }));
  }

  keep(job: ClaimedJob, until: string): Promise<boolean> {
    return this.whileMine(job, sql`claimed_until = ${until}::timestamptz`);
  }

  async finish(job: ClaimedJob, at: string, next: readonly NewJob[] = []): Promise<boolean> {
    const change = sql`state = 'done', finished_at = ${at}::timestamptz, claimed_until = null, error = null`;
    return this.whileMine(job, change, next.length === 0 ? undefined : insertJobs(next, at, sql`mine`));
  }

  fail(job: ClaimedJob, error: string, at: string, notBefore: string | null): Promise<boolean> {
    const change =
      notBefore === null
        ? sql`state = 'failed', finished_at = ${at}::timestamptz`
        : sql`state = 'waiting', not_before = ${notBefore}::timestamptz`;
    return this.whileMine(job, sql`${change}, claimed_until = null, dispatched_at = null, error = ${error}`);
  }

  async take(limit: number, at: string, notSince: string) {
    const { rows } = await this.queries.execute<DispatchedRow>(sql`
      with due as (
        select id from job_outbox where ${isDue(at)}
          and (dispatched_at is null or dispatched_at < ${notSince}::timestamptz)
        order by score desc, id limit ${limit} for update skip locked
      )
      update job_outbox j set dispatched_at = ${at}::timestamptz from due where j.id = due.id
      returning j.id, j.score, j.attempts`);
    return rows.map((row) => ({ ...row, id: Number(row.id) }));
  }

  private async whileMine(job: ClaimedJob, change: SQL, also?: SQL): Promise<boolean> {
    const { rows } = await this.queries.execute<{ id: string }>(sql`
      with mine as (
        update job_outbox set ${change}
        where id = ${job.id} and attempts = ${job.attempts} and state = 'running' returning id
      ) ${also === undefined ? sql`` : sql`, next as (${also})`}
      select id from mine`);
    return rows.length > 0;
  }
}

function isDue(at: string): SQL {
  return sql`state in ('waiting', 'running')
    and case state when 'waiting' then not_before is null or not_before <= ${at}::timestamptz
      else claimed_until < ${at}::timestamptz end`;
}

/** @param onlyIf a table that must have a row */
export function insertJobs(
  jobs: readonly (NewJob & { readonly key?: string })[],
  at: string,
  onlyIf?: SQL,
): SQL {
  return sql`
    insert into job_outbox (kind, payload, score, key, created_at)
    select kind, payload, coalesce(score, ${MIDDLE_SCORE}), key, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as t(kind text, payload jsonb, score smallint, key text)
    ${onlyIf === undefined ? sql`` : sql`where exists (select 1 from ${onlyIf})`}
    on conflict (kind, key) where state in ('waiting', 'running') do nothing`;
}
