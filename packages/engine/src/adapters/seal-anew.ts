/**
 * Seals under the current key what is sealed under an older one, some rows at a time, each step one transaction; then the
 * older keys go. Killed between two steps, both keys are still there and it begins again.
 */
import { Dexie, type Table } from 'dexie';
import type { EngineDatabase } from './engine-database.ts';
import { openItems, sealItems } from './item-form.ts';
import type { KeyRing } from './key-ring.ts';
import type { OpenedTexts } from './opened-texts.ts';
import { openRecords, sealRecords } from './record-form.ts';
import { keyIdOf } from './sealed-box.ts';
import { boundTo } from './sealed-rows.ts';
import { Sealer } from './sealer.ts';

const AT_A_TIME = 250;

/** Rows as they are to be written. What does not open is left out and stays as it lies [C3]. */
type Anew<Row> = (sealer: Sealer, rows: readonly Row[]) => Promise<Row[]>;

export async function sealAnew(database: EngineDatabase, ring: KeyRing, opened: OpenedTexts): Promise<void> {
  const { sealedRecords, sealedItems, sealedDrafts, sealedDiscards } = database;
  const walk = <Row extends object>(table: Table<Row>, anew: Anew<Row>): Promise<void> =>
    walkTable(database, ring, opened, table, anew);
  await walk(sealedRecords, async (sealer, rows) => {
    const records = await openRecords(sealer, rows);
    return sealRecords(
      sealer,
      records.filter((record) => record !== undefined),
    );
  });
  await walk(sealedItems, async (sealer, rows) => {
    const items = await openItems(sealer, rows);
    return sealItems(
      sealer,
      items.filter((item) => item.unreadable !== true),
      () => undefined,
    );
  });
  await walk(sealedDrafts, (sealer, rows) =>
    boxesAnew(sealer, rows, ({ key }) => boundTo('drafts', key, 'draft')),
  );
  await walk(sealedDiscards, (sealer, rows) =>
    boxesAnew(sealer, rows, ({ id }) => boundTo('discards', id, 'item')),
  );
  await database.transaction('rw', database.keys, async () => {
    const row = await ring.row();
    if (row !== undefined) await ring.put({ ...row, keys: row.keys.filter(({ id }) => id === row.current) });
  });
}

async function walkTable<Row extends object>(
  database: EngineDatabase,
  ring: KeyRing,
  opened: OpenedTexts,
  table: Table<Row>,
  anew: Anew<Row>,
): Promise<void> {
  let after: unknown = Dexie.minKey;
  const step = (): Promise<boolean> =>
    database.transaction('rw', database.tables, async () => {
      const page = table.where(':id').above(after).limit(AT_A_TIME);
      const keys = await page.primaryKeys();
      const rows = await table.where(':id').above(after).limit(AT_A_TIME).toArray();
      if (rows.length === 0) return false;
      const current = (await ring.row())?.current;
      const stale = rows.flatMap((row, index) =>
        isStale(row, current) ? [{ row, key: keys[index] as unknown }] : [],
      );
      const sealer = new Sealer(() => ring.load(true), opened);
      const outbound = table.schema.primKey.keyPath === '' || table.schema.primKey.keyPath === null;
      if (outbound) {
        for (const { row, key } of stale)
          for (const again of await anew(sealer, [row])) await table.put(again, key);
      } else if (stale.length > 0)
        await table.bulkPut(
          await anew(
            sealer,
            stale.map(({ row }) => row),
          ),
        );
      after = keys.at(-1);
      return rows.length === AT_A_TIME;
    });
  while (await step());
}

/** Whether any of its boxes is under another key. */
function isStale(row: object, current: number | undefined): boolean {
  return Object.values(row).some((box) => box instanceof Uint8Array && keyIdOf(box) !== current);
}

async function boxesAnew<Row extends { readonly box: Uint8Array }>(
  sealer: Sealer,
  rows: readonly Row[],
  boundOf: (row: Row) => string,
): Promise<Row[]> {
  const texts = await sealer.open(rows.map((row) => ({ bound: boundOf(row), box: row.box })));
  const readable = rows.flatMap((row, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ row, text }];
  });
  const boxes = await sealer.seal(readable.map(({ row, text }) => ({ bound: boundOf(row), text })));
  return readable.flatMap(({ row }, index) => {
    const box = boxes[index];
    return box === undefined ? [] : [{ ...row, box }];
  });
}
