import type { Batch, BatchState, Judgement } from '../../core/batch.ts';
import type { ChangePage, ChangeQuery, ExchangeStore } from '../../ports.ts';
import type { Database, Queries } from '../database.ts';
import { sqlState } from '../sql-state.ts';
import { loadBatch, lockRecords } from './queries/load-batch.ts';
import { readChanges } from './queries/read-changes.ts';
import { writeBatch } from './queries/write-batch.ts';

/**
 * unique_violation, serialization_failure, deadlock_detected: another writer was faster. division_by_zero: a record is no
 * longer at the version that was read, see `writeBatch`.
 */
const RACES = new Set(['23505', '40001', '40P01', '22012']);
/** Each round one writer of a race gets through; a batch that loses this often meets something that is no race. */
const MAX_ATTEMPTS = 8;

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
  async transact(batch: Batch, judge: Judge): Promise<Judgement> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (attempt === 1) return await judgeAndWrite(this.database.queries, batch, judge);
        return await this.database.transaction(async (queries) => {
          await lockRecords(queries, batch);
          return judgeAndWrite(queries, batch, judge);
        });
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !RACES.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  readChanges(query: ChangeQuery): Promise<ChangePage> {
    return readChanges(this.database.queries, query);
  }
}

async function judgeAndWrite(queries: Queries, batch: Batch, judge: Judge): Promise<Judgement> {
  const judgement = judge(await loadBatch(queries, batch), batch);
  await writeBatch(queries, judgement.writes, batch.now);
  return judgement;
}
