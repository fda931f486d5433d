import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { checkpointDue, vacuumDue } from '../../core/upkeep.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';

export interface UpkeepOptions {
  /** Resolves after `ms`, or rejects when the signal aborts. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** A round failed: the next one tries again. */
  readonly onError?: (error: unknown) => void;
}

const ROUND_MS = 30_000;

/**
 * CHECKPOINT and VACUUM for the embedded database, which has no background processes. Each statement stops every other
 * query while it runs (a checkpoint of 64 MB took 0.4 s), so tables are vacuumed one at a time and only when worn.
 */
export class DatabaseUpkeep {
  readonly name = 'database upkeep';
  private readonly database: EmbeddedDatabase;
  private readonly pause: NonNullable<UpkeepOptions['pause']>;
  private readonly onError: NonNullable<UpkeepOptions['onError']>;

  constructor(database: EmbeddedDatabase, options: UpkeepOptions = {}) {
    this.database = database;
    this.pause = options.pause ?? ((ms, signal) => wait(ms, undefined, { signal, ref: false }));
    this.onError = options.onError ?? (() => undefined);
  }

  /**
   * Until the signal aborts. Resolves when no statement of it is running any more.
   * @throws DatabaseDied as soon as the database has died, whoever noticed
   */
  async run(signal: AbortSignal): Promise<void> {
    const died = this.database.died.then((error) => {
      throw error;
    });
    await Promise.race([this.rounds(signal), died]);
  }

  private async rounds(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.pause(ROUND_MS, signal);
      } catch {
        return;
      }
      try {
        await this.round();
      } catch (error) {
        this.onError(error);
      }
    }
  }

  /** Does what is due now. @returns the statements that it ran */
  async round(): Promise<readonly string[]> {
    const statements = [...(await this.wornTables()).map((name) => `vacuum (analyze) "${name}"`)];
    if (await this.logIsLong()) statements.push('checkpoint');
    for (const statement of statements) await this.database.maintain(statement);
    return statements;
  }

  private async logIsLong(): Promise<boolean> {
    const { rows } = await this.database.queries.execute<{
      bytes: number | string;
      age_ms: number | string;
    }>(sql`
      select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint as bytes,
        (extract(epoch from clock_timestamp() - checkpoint_time) * 1000)::bigint as age_ms
      from pg_control_checkpoint()`);
    return rows.some((row) => checkpointDue({ bytes: Number(row.bytes), ageMs: Number(row.age_ms) }));
  }

  private async wornTables(): Promise<readonly string[]> {
    const { rows } = await this.database.queries.execute<{
      name: string;
      live: number | string;
      dead: number | string;
      changed: number | string;
    }>(sql`
      select relname as name, n_live_tup as live, n_dead_tup as dead, n_mod_since_analyze as changed
      from pg_stat_user_tables order by relname`);
    return rows
      .filter((row) =>
        vacuumDue({
          name: row.name,
          live: Number(row.live),
          dead: Number(row.dead),
          changedSinceAnalyze: Number(row.changed),
        }),
      )
      .map((row) => row.name);
  }
}
