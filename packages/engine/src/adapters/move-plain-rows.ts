/**
 * Seals what a build that did not seal left in the clear: rows move from its tables to ours, some at a time, each move one
 * transaction. Killed between two of them, the next opening goes on: a row is always in exactly one place [C2].
 */
import type { MetaRows } from '../core/stored.ts';
import type { EngineDatabase } from './engine-database.ts';
import { foldRecords } from './fold-arrivals.ts';
import { sealItems } from './item-form.ts';
import type { KeyRing } from './key-ring.ts';
import type { OpenedTexts } from './opened-texts.ts';
import { sealRecords } from './record-form.ts';
import { boundTo } from './sealed-rows.ts';
import { Sealer } from './sealer.ts';
import { sealDrafts } from './transaction-drafts.ts';

const AT_A_TIME = 250;

export async function movePlainRows(
  database: EngineDatabase,
  ring: KeyRing,
  opened: OpenedTexts,
): Promise<void> {
  while (await moveSome(database, ring, opened));
}

/** @returns false when nothing is left */
async function moveSome(database: EngineDatabase, ring: KeyRing, opened: OpenedTexts): Promise<boolean> {
  if (await isEmpty(database)) return false;
  await database.transaction('rw', database.tables, async () => {
    const sealer = new Sealer(() => ring.load(true), opened);
    await moveRecords(database, sealer);
    await moveItems(database, sealer);
    await moveDrafts(database, sealer);
    await moveDiscards(database, sealer);
  });
  return true;
}

async function isEmpty(database: EngineDatabase): Promise<boolean> {
  const { records, outbox, drafts, discards } = database;
  return database.transaction('r', [records, outbox, drafts, discards], async () => {
    const firsts = await Promise.all([
      records.limit(1).primaryKeys(),
      outbox.limit(1).primaryKeys(),
      drafts.limit(1).primaryKeys(),
      discards.limit(1).primaryKeys(),
    ]);
    return firsts.every((keys) => keys.length === 0);
  });
}

async function moveRecords(database: EngineDatabase, sealer: Sealer): Promise<void> {
  const { records, sealedRecords, meta } = database;
  const plain = await records.limit(AT_A_TIME).toArray();
  if (plain.length === 0) return;
  const ids = plain.map(({ id }) => id);
  const sealed = await sealedRecords.bulkGet(ids);
  /* Here already: an old build that ran beside this one pulled it for itself. Ours may have edits under way; the office is
     asked again for what only the old build heard. */
  const known = new Set(sealed.flatMap((row) => row?.id ?? []));
  await sealedRecords.bulkPut(
    await sealRecords(
      sealer,
      plain.filter(({ id }) => !known.has(id)),
    ),
  );
  await records.bulkDelete(ids);
  await meta.delete('recordTotals');
  if (known.size > 0) await meta.put({ key: 'cursor', value: null });
}

async function moveItems(database: EngineDatabase, sealer: Sealer): Promise<void> {
  const { outbox, sealedItems, meta } = database;
  const plain = await outbox.limit(AT_A_TIME).toArray();
  if (plain.length === 0) return;
  const recordIds = new Set(plain.map(({ recordId }) => recordId));
  /* Of a record that has arrived nobody looks for items. */
  await foldRecords(database, recordIds);
  const beside = await sealedItems
    .where('recordId')
    .anyOf([...recordIds])
    .toArray();
  await sealedItems.bulkPut(beside.map((row) => ({ ...row, alone: false })));
  /* Who has one of these on the way must not go by what it was when it left. */
  const marks = await meta.get('sending');
  if (beside.length > 0 && marks !== undefined) {
    const value = (marks.value as MetaRows['sending']).map((mark) => ({ ...mark, by: '' }));
    await meta.put({ ...marks, value });
  }
  await sealedItems.bulkPut(await sealItems(sealer, plain, () => undefined));
  /* They may be more urgent than what a session has gone through [S4]. */
  await meta.delete('frontier');
  await outbox.bulkDelete(plain.map(({ id }) => id));
}

async function moveDrafts(database: EngineDatabase, sealer: Sealer): Promise<void> {
  const { drafts, sealedDrafts } = database;
  const plain = await drafts.limit(AT_A_TIME).toArray();
  if (plain.length === 0) return;
  await sealedDrafts.bulkPut(await sealDrafts(sealer, plain));
  await drafts.bulkDelete(plain.map(({ key }) => key));
}

async function moveDiscards(database: EngineDatabase, sealer: Sealer): Promise<void> {
  const { discards, sealedDiscards } = database;
  const keys = await discards.limit(AT_A_TIME).primaryKeys();
  if (keys.length === 0) return;
  const plain = await discards.bulkGet(keys);
  const there = plain.filter((row) => row !== undefined);
  const boxes = await sealer.seal(
    there.map(({ item }) => ({ bound: boundTo('discards', item.id, 'item'), text: JSON.stringify(item) })),
  );
  await sealedDiscards.bulkAdd(
    there.flatMap(({ item, at }, index) => {
      const box = boxes[index];
      return box === undefined ? [] : [{ at, id: item.id, box }];
    }),
  );
  await discards.bulkDelete(keys);
}
