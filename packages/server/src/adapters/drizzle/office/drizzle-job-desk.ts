import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { JobKind, JobState } from '../../../core/job.ts';
import type { JobDesk, JobLine } from '../../../job-ports.ts';
import type { Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';

interface Row extends Record<string, unknown> {
  readonly id: number | string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly score: number;
  readonly attempts: number;
  readonly created_at: string;
  readonly not_before: string | null;
  readonly finished_at: string | null;
  readonly error: string | null;
  readonly stalled: boolean | null;
}

export class DrizzleJobDesk implements JobDesk {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async list({ state, before, limit, at }: Parameters<JobDesk['list']>[0]): Promise<readonly JobLine[]> {
    const { rows } = await this.queries.execute<Row>(sql`
      select id, kind, state, score, attempts, ${instantText('created_at')} as created_at,
        ${instantText('not_before')} as not_before, ${instantText('finished_at')} as finished_at, error,
        state = 'running' and claimed_until < ${at}::timestamptz as stalled
      from job_outbox
      where ${inState(state, at)}
        ${before === undefined ? sql`` : sql`and id < ${before}`}
      order by id desc limit ${limit}`);
    return rows.map((row) => ({
      id: Number(row.id),
      kind: row.kind,
      state: row.state,
      score: row.score,
      attempts: row.attempts,
      createdAt: row.created_at,
      notBefore: row.not_before,
      finishedAt: row.finished_at,
      error: row.error,
      stalled: row.stalled ?? false,
    }));
  }

  async counts(at: string): Promise<Readonly<Record<JobState | 'stalled', number>>> {
    const count = (state: JobState) => sql`count(*) filter (where state = ${state})::int`;
    const { rows } = await this.queries.execute<Record<JobState | 'stalled', number>>(sql`
      select ${count('waiting')} as waiting, ${count('running')} as running, ${count('done')} as done,
        ${count('failed')} as failed,
        count(*) filter (where state = 'running' and claimed_until < ${at}::timestamptz)::int as stalled
      from job_outbox`);
    const [row] = rows;
    if (row === undefined) throw new Error('a count has one row');
    return row;
  }

  async failedKinds(): Promise<readonly { kind: JobKind; count: number }[]> {
    const { rows } = await this.queries.execute<{ kind: JobKind; count: number }>(sql`
      select kind, count(*)::int as count from job_outbox where state = 'failed'
      group by kind order by count(*) desc, kind`);
    return rows;
  }

  async retry(id: number, at: string): Promise<boolean> {
    const { rows } = await this.queries.execute(sql`
      update job_outbox set ${waitsAgain(at)} where id = ${id} and state = 'failed' returning id`);
    return rows.length > 0;
  }

  async retryAll(kind: JobKind, at: string): Promise<number> {
    const { rows } = await this.queries.execute(sql`
      update job_outbox set ${waitsAgain(at)} where kind = ${kind} and state = 'failed' returning id`);
    return rows.length;
  }
}

function inState(state: JobState | 'stalled' | undefined, at: string): SQL {
  if (state === undefined) return sql`true`;
  if (state === 'stalled') return sql`state = 'running' and claimed_until < ${at}::timestamptz`;
  return sql`state = ${state}`;
}

/** With all its tries. */
function waitsAgain(at: string): SQL {
  return sql`state = 'waiting', attempts = 0, not_before = ${at}::timestamptz, finished_at = null, dispatched_at = null`;
}
