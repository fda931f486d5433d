import type { RecordId } from '@fieldsync/protocol';
import { Dexie } from 'dexie';
import type { Arrived, ArrivalsRow } from './arrivals.ts';
import { arrivedRow } from './arrived-row.ts';
import type { EngineDatabase } from './engine-database.ts';
import { deleteMany, readMany } from './row-ranges.ts';

/** One step took 35-60 ms on the machine of docs/benchmarks.md: no longer than a save can wait. */
export const RECORDS_AT_A_TIME = 250;

/** Answers that one step puts by age: some 4,000 records. */
const ANSWERS_AT_A_TIME = 30;

/** So begin the ids of rows that were put together by age. */
const BY_AGE = 'age:';

/**
 * Changes the rows of records that have arrived, and deletes their items' rows: some at a time, each step one transaction.
 * Killed in between, every reader goes on laying the rest over what it reads, and the next opening folds it.
 *
 * Where there are several steps to be made, the first one puts all by age, because ids follow it: what was sent in the order of its
 * urgency lies all over both tables, and each step then covers a range of them.
 *
 * @param most records in this step; fewer than RECORDS_AT_A_TIME where there is little room: as they came, then
 * @returns whether there is more
 */
export async function foldArrivals(database: EngineDatabase, most = RECORDS_AT_A_TIME): Promise<boolean> {
  const { arrivals, sealedItems, sealedRecords } = database;
  return database.transaction('rw', [arrivals, sealedItems, sealedRecords], async () => {
    const ids = await arrivals.toCollection().primaryKeys();
    const answers = ids.filter((id) => !id.startsWith(BY_AGE));
    if (answers.length > 1 && most >= RECORDS_AT_A_TIME) {
      const taken = answers.slice(0, ANSWERS_AT_A_TIME);
      const rows = byAge(await readMany(arrivals, taken));
      for (const id of taken) storeOf(arrivals).delete(id);
      if (rows.length > 1) for (const row of rows) storeOf(arrivals).add(row);
      else await foldEntries(database, rows[0]?.entries ?? []);
      return rows.length > 1 || ids.length > taken.length;
    }
    const row = await arrivals.limit(1).first();
    if (row === undefined) return false;
    await foldEntries(database, row.entries.slice(0, most));
    const rest = row.entries.slice(most);
    storeOf(arrivals).delete(row.id);
    if (rest.length > 0) storeOf(arrivals).add({ id: crypto.randomUUID(), entries: rest });
    return rest.length > 0 || ids.length > 1;
  });
}

/** Those of these records, within the transaction that puts items of them into the outbox past `DexieTransaction`. */
export async function foldRecords(database: EngineDatabase, ids: ReadonlySet<RecordId>): Promise<void> {
  const { arrivals } = database;
  for (const { id, entries } of await arrivals.toArray()) {
    const theirs = entries.filter(({ recordId }) => ids.has(recordId));
    if (theirs.length === 0) continue;
    await foldEntries(database, theirs);
    await arrivals.delete(id);
    const others = entries.filter(({ recordId }) => !ids.has(recordId));
    if (others.length > 0) await arrivals.add({ id: crypto.randomUUID(), entries: others });
  }
}

/** These, by age, so many to a row. */
function byAge(rows: readonly ArrivalsRow[]): ArrivalsRow[] {
  const entries = rows.flatMap((row) => row.entries).sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  const put: ArrivalsRow[] = [];
  for (let at = 0; at < entries.length; at += RECORDS_AT_A_TIME)
    put.push({
      id: `${BY_AGE}${crypto.randomUUID()}`,
      entries: entries.slice(at, at + RECORDS_AT_A_TIME),
    });
  return put;
}

async function foldEntries(
  { sealedItems, sealedRecords }: EngineDatabase,
  entries: readonly Arrived[],
): Promise<void> {
  const byRecord = new Map(entries.map((entry) => [entry.recordId, entry]));
  for (const row of await readMany(sealedRecords, [...byRecord.keys()])) {
    const entry = byRecord.get(row.id);
    const arrived = entry && arrivedRow(row, entry.version, entry.at);
    if (arrived !== undefined) storeOf(sealedRecords).put(arrived);
  }
  await deleteMany(
    sealedItems,
    storeOf(sealedItems),
    entries.map(({ itemId }) => itemId),
  );
}

/**
 * The table as the browser has it, within this transaction. Nobody who looks sees a difference, so nobody is told: each step
 * would note which keys and indexes had changed, for those who follow the table, and have their screens drawn anew.
 */
function storeOf(table: { readonly name: string }): IDBObjectStore {
  const transaction = Dexie.currentTransaction;
  if (transaction === null) throw new Error('outside a transaction');
  return transaction.idbtrans.objectStore(table.name);
}
