import { sql } from 'drizzle-orm';
import type { Attempts, AttemptStore } from '../../accounts/attempt-limits.ts';
import type { Queries } from '../database.ts';

/** More than one attempt adds, so that what is over goes sooner than new comes. */
const SWEPT = 8;

/** Attempts in the database that all processes share. */
export class DrizzleAttempts implements AttemptStore {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async add(name: string, windowMs: number, now: number): Promise<Attempts> {
    const at = instant(now);
    const { rows } = await this.queries.execute<{ count: number; until: number | string }>(sql`
      insert into attempts (name, count, until) values (${name}, 1, ${instant(now + windowMs)})
      on conflict (name) do update set
        count = case when attempts.until <= ${at} then 1 else attempts.count + 1 end,
        until = case when attempts.until <= ${at} then excluded.until else attempts.until end
      returning count, extract(epoch from until) * 1000 as until`);
    const [row] = rows;
    if (row === undefined) throw new Error('an attempt was not counted');
    if (row.count === 1) await this.sweep(now);
    return { count: row.count, until: Math.round(Number(row.until)) };
  }

  async forget(name: string): Promise<void> {
    await this.queries.execute(sql`delete from attempts where name = ${name}`);
  }

  /** In a statement of its own: together with the count, two could each wait for the name that the other one counts. */
  private async sweep(now: number): Promise<void> {
    await this.queries.execute(sql`
      delete from attempts where name in (
        select name from attempts where until <= ${instant(now)} order by until limit ${SWEPT} for update skip locked)`);
  }
}

const instant = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
