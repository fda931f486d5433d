import type { PriorityRule, RecalculationProgress } from '@fieldsync/protocol';
import { eq, sql } from 'drizzle-orm';
import type { Rescored } from '../../../core/rescore-record.ts';
import type { StoredRecord } from '../../../core/stored-record.ts';
import type { Act, RecalculationBook } from '../../../priority-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';
import { readConfigVersion, readRules } from '../queries/read-rules.ts';
import { storedRecord } from '../queries/stored-record-row.ts';
import { writeScores } from '../queries/write-scores.ts';
import { recalculation, records } from '../schema/index.ts';

type Run = typeof recalculation.$inferSelect;

/** Its one row is locked first in each transaction: two processes take turns, and each page is done once. */
export class DrizzleRecalculationBook implements RecalculationBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  begin(id: string, { by, at }: Act): Promise<RecalculationProgress> {
    return this.database.transaction(async (queries) => {
      // Two first requests at once: the second waits here for the first one's row.
      await queries.execute(sql`select pg_advisory_xact_lock(hashtext('recalculation'))`);
      const run = await lockRun(queries);
      const version = await readConfigVersion(queries);
      if (run?.state === 'running' && run.configVersion === version) return progressOf(run);
      const begun: Run = {
        row: 1,
        id,
        state: 'running',
        startedAt: new Date(at),
        startedBy: by.name,
        finishedAt: null,
        ...(await fromTheStart(queries, version)),
      };
      await queries
        .insert(recalculation)
        .values(begun)
        .onConflictDoUpdate({ target: recalculation.row, set: begun });
      const detail = { configVersion: version, records: begun.total };
      await appendAuditLine(queries, { at, actor: by.id, act: 'priority:recalculate', subject: id, detail });
      return progressOf(begun);
    });
  }

  async read(): Promise<RecalculationProgress | null> {
    const [run] = await this.database.queries.select().from(recalculation);
    return run === undefined ? null : progressOf(run);
  }

  page(
    id: string,
    rescore: (record: StoredRecord, rules: readonly PriorityRule[]) => Rescored | undefined,
    limit: number,
    at: string,
  ): Promise<RecalculationProgress | undefined> {
    return this.database.transaction(async (queries) => {
      const run = await lockRun(queries);
      if (run?.id !== id || run.state !== 'running') return undefined;
      const version = await readConfigVersion(queries);
      const from =
        run.configVersion === version ? run : { ...run, ...(await fromTheStart(queries, version)) };
      const rules = (await readRules(queries)).map(({ rule }) => rule);
      // Locked in the order of ids, as batches lock theirs.
      const { rows } = await queries.execute<{ record: Record<string, unknown> }>(sql`
        select to_jsonb(records) as record from records
        where not deleted ${from.after === null ? sql`` : sql`and id > ${from.after}::uuid`}
        order by id limit ${limit} for update`);
      const page = rows.map(({ record }) => storedRecord(record));
      const rescored = page.flatMap((record) => rescore(record, rules) ?? []);
      const finished = rows.length < limit;
      const next: Run = {
        ...from,
        state: finished ? 'done' : 'running',
        finishedAt: finished ? new Date(at) : null,
        after: page.at(-1)?.id ?? from.after,
        examined: from.examined + page.length,
        changed: from.changed + rescored.length,
        overridden: from.overridden + page.filter(({ scoreOverride }) => scoreOverride !== null).length,
      };
      await queries.update(recalculation).set(next);
      await writeScores(queries, rescored);
      return progressOf(next);
    });
  }
}

async function lockRun(queries: Queries): Promise<Run | undefined> {
  const [run] = await queries.select().from(recalculation).for('update');
  return run;
}

async function fromTheStart(queries: Queries, version: number) {
  const total = await queries.$count(records, eq(records.deleted, false));
  return { configVersion: version, after: null, total, examined: 0, changed: 0, overridden: 0 };
}

function progressOf(run: Run): RecalculationProgress {
  const { id, state, startedBy, total, examined, changed, overridden } = run;
  return {
    id,
    state,
    startedAt: run.startedAt.toISOString(),
    startedBy,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    total,
    examined,
    changed,
    overridden,
  };
}
