import type { RecordId } from '@fieldsync/protocol';
import { recountRecords, NO_RECORDS } from '../core/record-totals.ts';
import type { StoreWriter } from '../ports.ts';
import type { EngineDatabase } from './engine-database.ts';
import type { LostRow } from './lost-rows.ts';

/**
 * Moves rows that did not open out of the way, as they are: counted, never overwritten, and nothing else waits for them
 * [C3]. The office is asked for everything again, so that what it has of them comes back.
 */
export async function setAside(
  database: EngineDatabase,
  tx: StoreWriter,
  lost: readonly LostRow[],
): Promise<void> {
  if (lost.length === 0) return;
  await database.quarantine.bulkAdd(lost.map(({ table, row }) => ({ at: Date.now(), table, row })));
  const gone = lost.filter(({ replaced }) => !replaced);
  const idsIn = (table: LostRow['table']): string[] =>
    gone.filter((each) => each.table === table).map(({ id }) => id);
  await database.sealedDrafts.bulkDelete(idsIn('drafts'));
  await database.sealedRecords.bulkDelete(idsIn('records'));
  /* Their answers take more than to say that they arrived; also for who has them on the way. */
  for (const item of await tx.itemsOf(idsIn('records') as RecordId[]))
    if (item.alone === true) await tx.putItem({ ...item, alone: false });
  const records = lost.filter(({ table }) => table === 'records');
  const totals = records.reduce(
    (kept, { state }) => (state === undefined ? kept : recountRecords(kept, { state }, undefined)),
    (await tx.getMeta('recordTotals')) ?? NO_RECORDS,
  );
  await tx.putMeta('recordTotals', totals);
  await tx.putMeta('quarantined', ((await tx.getMeta('quarantined')) ?? 0) + lost.length);
  if (records.length > 0) await tx.putMeta('cursor', null);
}
