import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { OutboxChanges } from '../outbox-changes.ts';
import type { StoreWriter } from '../ports.ts';
import { buildItem, buildRecord, recordId } from '../testing/build-item.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';

const AT = 1_700;

describe('all items of a record', () => {
  let database: EngineDatabase;
  let store: DexieEngineStore;
  let asked: string[];
  let index: MockInstance<IDBIndex['getAll']>;
  beforeEach(async () => {
    database = new EngineDatabase('known-items');
    store = new DexieEngineStore(database);
    await store.write(async (tx) => {
      for (const n of [1, 2, 3]) await save(tx, n);
    });
    asked = [];
    index = vi.spyOn(IDBIndex.prototype, 'getAll');
  });
  afterEach(async () => {
    store.close();
    await Dexie.delete(database.name);
  });
  /** As the recorder does. */
  const save = async (tx: StoreWriter, n: number, of = n): Promise<void> => {
    const changes = await OutboxChanges.begin(tx);
    changes.putRecord(buildRecord(of));
    await changes.put({ ...buildItem(n), recordId: recordId(of) }, undefined);
    await changes.finish();
  };
  /** Places in line of the items of one record, after the front of the queue was read. */
  const itemsOf = (of: number, from = store): Promise<number[]> =>
    from.read(async (tx) => {
      await tx.waitingItems({ lane: 'records', limit: 99 });
      index.mockClear();
      const items = await tx.itemsOf([recordId(of)]);
      asked = index.mock.contexts.map((on) => (on as IDBIndex).name);
      return items.map(({ seq }) => seq);
    });
  const send = (n: number): Promise<void> =>
    store.write(async (tx) => {
      const front = await tx.waitingItems({ lane: 'records', limit: 99 });
      await tx.markSending(
        front.filter(({ seq }) => seq === n),
        AT,
      );
    });
  const arrive = (n: number): Promise<void> =>
    store.write((tx) => tx.arrive([{ item: buildItem(n), version: 1 }], AT));

  it('is known without asking where the one there is was read, is on the way from here, or has arrived', async () => {
    expect([await itemsOf(1), asked]).toEqual([[1], []]);
    await send(2);
    await send(3);
    await arrive(3);
    expect([await itemsOf(1), asked]).toEqual([[1], []]);
    expect([await itemsOf(2), asked]).toEqual([[2], []]);
    expect([await itemsOf(3), asked]).toEqual([[], []]);
  });

  it('[S2] is asked for where there are several, also those that another page has added', async () => {
    const other = new DexieEngineStore(database);
    await other.write((tx) => save(tx, 4, 1));
    expect([await itemsOf(1), asked]).toEqual([[1, 4], ['recordId']]);
    await send(2);
    await other.write((tx) => save(tx, 5, 2));
    expect([await itemsOf(2), asked]).toEqual([[2, 5], ['recordId']]);
    await send(3);
    await arrive(3);
    await other.write((tx) => save(tx, 6, 3));
    expect(await itemsOf(3)).toEqual([6]);
    other.close();
  });

  it('[S2][C2] is asked for where a page of an old build has edited what has arrived here', async () => {
    for (const n of [2, 3]) {
      await send(n);
      await arrive(n);
    }
    await database.outbox.bulkAdd([4, 5].map((n) => ({ ...buildItem(n), recordId: recordId(3) })));
    const other = new DexieEngineStore(database);
    expect([await itemsOf(3, other), asked]).toEqual([[4, 5], ['recordId']]);
    const states = await other.read(async (tx) => [
      await tx.getRecord(recordId(2)),
      await tx.getRecord(recordId(3)),
    ]);
    expect(states.map((record) => record?.state)).toEqual(['office', 'office']);
    other.close();
  });

  it('[S2] is all there again in the transaction that takes one back from the way', async () => {
    await send(1);
    await store.write(async (tx) => {
      expect(await tx.itemsOf([recordId(1)])).toHaveLength(1);
      await tx.unmarkSending([buildItem(1).id]);
      expect((await tx.itemsOf([recordId(1)])).map(({ state }) => state)).toEqual(['waiting']);
    });
  });

  it('[S2] is asked for where another page has one on the way', async () => {
    await send(1);
    const other = new DexieEngineStore(database);
    expect([await itemsOf(1, other), asked]).toEqual([[1], ['recordId']]);
    other.close();
  });
});
