import type { EngineDatabase } from './engine-database.ts';
import { arrivedRow } from './arrived-row.ts';
import { deleteMany, readMany } from './row-ranges.ts';

/** One step took 35-60 ms on the machine of docs/benchmarks.md: no longer than a save can wait. */
export const RECORDS_AT_A_TIME = 250;

/**
 * Changes the rows of records that have arrived, and deletes their items' rows: some at a time, each step one transaction.
 * Killed in between, every reader goes on laying the rest over what it reads, and the next opening folds it.
 *
 * @param most records in this step
 * @returns whether there is more
 */
export async function foldArrivals(database: EngineDatabase, most = RECORDS_AT_A_TIME): Promise<boolean> {
  const { arrivals, sealedItems, sealedRecords } = database;
  return database.transaction('rw', [arrivals, sealedItems, sealedRecords], async () => {
    const rows = await arrivals.toArray();
    /* By age, because ids follow it: what was sent in the order of its urgency lies all over both tables, and a step then covers
       a range of them. */
    const all = rows.flatMap((row) => row.entries).sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
    const entries = new Map(all.slice(0, most).map((entry) => [entry.recordId, entry]));
    const rest = all.slice(most);
    const records = await readMany(sealedRecords, [...entries.keys()]);
    await sealedRecords.bulkPut(
      records.flatMap((row) => {
        const entry = entries.get(row.id);
        return (entry && arrivedRow(row, entry.version, entry.at)) ?? [];
      }),
    );
    await deleteMany(
      sealedItems,
      [...entries.values()].map(({ itemId }) => itemId),
    );
    await arrivals.bulkDelete(rows.map(({ id }) => id));
    if (rest.length > 0) await arrivals.add({ id: crypto.randomUUID(), entries: rest });
    return rest.length > 0;
  });
}
