import type { Batch, BatchState, Judgement } from '../../core/batch.ts';
import type { ChangePage, ChangeQuery, ExchangeStore } from '../../ports.ts';
import type { Database, Queries } from '../database.ts';
import { inRaces } from './queries/in-races.ts';
import { loadBatch, lockRecords } from './queries/load-batch.ts';
import { readChanges } from './queries/read-changes.ts';
import { writeBatch } from './queries/write-batch.ts';

type Judge = (state: BatchState, batch: Batch) => Judgement;

/** The exchange on either database: two round trips for a batch of any size. */
export class DrizzleExchangeStore implements ExchangeStore {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * First without a lock: what was read is checked when it is written. That fails only when two writers meet in one record;
   * then the records are locked before they are read, so that the writers queue instead of overtaking each other.
   */
  transact(batch: Batch, judge: Judge): Promise<Judgement> {
    const { database } = this;
    return inRaces((attempt) =>
      attempt === 1
        ? judgeAndWrite(database.queries, batch, judge)
        : database.transaction(async (queries) => {
            await lockRecords(queries, batch);
            return judgeAndWrite(queries, batch, judge);
          }),
    );
  }

  readChanges(query: ChangeQuery): Promise<ChangePage> {
    return readChanges(this.database.queries, query);
  }
}

async function judgeAndWrite(queries: Queries, batch: Batch, judge: Judge): Promise<Judgement> {
  const judgement = judge(await loadBatch(queries, batch), batch);
  const { jobs } = await writeBatch(queries, judgement.writes, batch);
  // Whoever looks for jobs is woken by those that there are.
  return jobs > 0 ? judgement : { ...judgement, writes: { ...judgement.writes, jobs: [] } };
}
