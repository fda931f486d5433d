import type { Batch, BatchState, Judgement } from '../../core/batch.ts';
import type { ChangePage, ChangeQuery, ExchangeStore } from '../../ports.ts';
import type { Database } from '../database.ts';
import { sqlState } from '../sql-state.ts';
import { loadBatch } from './queries/load-batch.ts';
import { readChanges } from './queries/read-changes.ts';
import { forgetArrived } from './queries/forget-arrived.ts';
import { VersionMoved } from './queries/version-moved.ts';
import { writeConflicts } from './queries/write-conflicts.ts';
import { writeJobs } from './queries/write-jobs.ts';
import { writeLedger } from './queries/write-ledger.ts';
import { writeRecords } from './queries/write-records.ts';

/** unique_violation, serialization_failure, deadlock_detected: another writer was faster. */
const RACES = new Set(['23505', '40001', '40P01']);
/** Each round one writer of a race gets through; a batch that loses this often meets something that is no race. */
const MAX_ATTEMPTS = 8;

/** The exchange on either database: seven round trips for a batch of any size. */
export class DrizzleExchangeStore implements ExchangeStore {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async transact(batch: Batch, judge: (state: BatchState, batch: Batch) => Judgement): Promise<Judgement> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction(async (queries) => {
          const judgement = judge(await loadBatch(queries, batch), batch);
          const { ledger, conflicts, jobs, records } = judgement.writes;
          await writeLedger(queries, ledger);
          await writeConflicts(queries, conflicts);
          await writeJobs(queries, jobs, batch.now);
          await forgetArrived(queries, records);
          await writeRecords(queries, records, batch.heardUpTo);
          return judgement;
        });
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !isRace(error)) throw error;
      }
    }
  }

  readChanges(query: ChangeQuery): Promise<ChangePage> {
    return readChanges(this.database.queries, query);
  }
}

function isRace(error: unknown): boolean {
  return error instanceof VersionMoved || RACES.has(sqlState(error) ?? '');
}
