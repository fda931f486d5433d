import type { Batch, BatchState, Judgement } from '../../core/batch.ts';
import type { ChangePage, ChangeQuery, ExchangeStore } from '../../ports.ts';
import type { Database } from '../database.ts';
import { inRaces } from './queries/in-races.ts';
import { loadBatch } from './queries/load-batch.ts';
import { readChanges } from './queries/read-changes.ts';
import { writeConflicts } from './queries/write-conflicts.ts';
import { writeJobs } from './queries/write-jobs.ts';
import { writeLedger } from './queries/write-ledger.ts';
import { writeRecords } from './queries/write-records.ts';

/** The exchange on either database: seven round trips for a batch of any size. */
export class DrizzleExchangeStore implements ExchangeStore {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  transact(batch: Batch, judge: (state: BatchState, batch: Batch) => Judgement): Promise<Judgement> {
    return inRaces(() =>
      this.database.transaction(async (queries) => {
        const judgement = judge(await loadBatch(queries, batch), batch);
        const { ledger, conflicts, jobs, records } = judgement.writes;
        await writeLedger(queries, ledger);
        await writeConflicts(queries, conflicts);
        await writeJobs(queries, jobs, batch.now);
        await writeRecords(queries, records);
        return judgement;
      }),
    );
  }

  readChanges(query: ChangeQuery): Promise<ChangePage> {
    return readChanges(this.database.queries, query);
  }
}
