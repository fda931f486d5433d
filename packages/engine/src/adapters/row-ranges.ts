/** Many rows of a table whose ids follow the time of their making: a range in one request where most of it is wanted. */
import type { Table } from 'dexie';

/** A range may have so many rows for each that is wanted: to read one in passing costs half of what asking for one does. */
const WORTH_A_RANGE = 2;

export async function readMany<Row extends { readonly id: string }>(
  table: Table<Row, string>,
  ids: readonly string[],
): Promise<Row[]> {
  const range = rangeOf(ids);
  if (range === undefined) return [];
  const between = table.where(':id').between(...range, true, true);
  if ((await between.clone().count()) > WORTH_A_RANGE * ids.length)
    return (await table.bulkGet([...ids])).filter((row) => row !== undefined);
  const wanted = new Set(ids);
  return (await between.toArray()).filter(({ id }) => wanted.has(id));
}

/** @param store the same table as the browser has it: who follows the table is not told */
export async function deleteMany(
  table: Table<{ readonly id: string }, string>,
  store: IDBObjectStore,
  ids: readonly string[],
): Promise<void> {
  const range = rangeOf(ids);
  if (range === undefined) return;
  const between = table.where(':id').between(...range, true, true);
  const wanted = new Set(ids);
  const there =
    (await between.clone().count()) <= WORTH_A_RANGE * ids.length && (await between.primaryKeys());
  if (there !== false && there.every((id) => wanted.has(id))) store.delete(IDBKeyRange.bound(...range));
  else for (const id of ids) store.delete(id);
}

function rangeOf(ids: readonly string[]): [string, string] | undefined {
  const [first, ...others] = ids;
  if (first === undefined) return undefined;
  let range: [string, string] = [first, first];
  for (const id of others) range = [id < range[0] ? id : range[0], id > range[1] ? id : range[1]];
  return range;
}
