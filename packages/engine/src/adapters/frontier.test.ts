import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxItem } from '../core/stored.ts';
import type { StoreReader } from '../ports.ts';
import { buildItem, buildRecord, operationId } from '../testing/build-item.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';

const AT = 1_700;

describe('the front of a lane, once it has been gone through', () => {
  let database: EngineDatabase;
  let store: DexieEngineStore;
  beforeEach(async () => {
    database = new EngineDatabase('frontier');
    store = new DexieEngineStore(database);
    await store.write(async (tx) => {
      for (const n of [3, 4, 5, 6, 7, 8]) await save(tx, n);
    });
  });
  afterEach(async () => {
    store.close();
    await Dexie.delete(database.name);
  });
  const save = async (tx: Parameters<Parameters<DexieEngineStore['write']>[0]>[0], n: number) => {
    await tx.putRecord(buildRecord(n));
    await tx.putItem(buildItem(n));
  };
  const list = (tx: StoreReader, limit: number): Promise<OutboxItem[]> =>
    tx.waitingItems({ lane: 'records', limit });
  const waiting = async (limit = 99): Promise<number[]> =>
    (await store.read((tx) => list(tx, limit))).map(({ seq }) => seq);
  /** As a request is chosen. */
  const send = (numbers: readonly number[]): Promise<void> =>
    store.write(async (tx) => {
      const front = await list(tx, 99);
      await tx.markSending(
        front.filter(({ seq }) => numbers.includes(seq)),
        AT,
      );
    });
  const place = async (): Promise<number | undefined> => {
    const row = await database.meta.get('frontier');
    return (row?.value as { records?: { seq: number } } | undefined)?.records?.seq;
  };

  it('ends behind what is on the way or has arrived, and before the first that waits', async () => {
    await send([3, 4, 6]);
    expect([await place(), await waiting()]).toEqual([4, [5, 7, 8]]);
    await store.write((tx) => tx.arrive([{ item: buildItem(3), version: 1 }], AT));
    await send([5]);
    expect([await place(), await waiting()]).toEqual([6, [7, 8]]);
    await send([7, 8]);
    expect([await place(), await waiting()]).toEqual([8, []]);
  });

  it('[S5] goes back for what waits again', async () => {
    await send([3, 4, 5]);
    await store.write((tx) => tx.unmarkSending([operationId(4)]));
    expect([await place(), await waiting()]).toEqual([3, [4, 6, 7, 8]]);
  });

  it('[S5] goes back for what another page has on the way and takes back', async () => {
    await send([3, 4, 5]);
    const other = new DexieEngineStore(database);
    await other.write((tx) => tx.unmarkSending([operationId(4)]));
    expect(await waiting()).toEqual([4, 6, 7, 8]);
  });

  it('[S4] goes back for what is put in line ahead of it, in the same transaction or by another page', async () => {
    await send([3, 4, 5]);
    const other = new DexieEngineStore(database);
    await other.write((tx) => save(tx, 2));
    expect([await place(), await waiting()]).toEqual([1, [2, 6, 7, 8]]);
    await store.write(async (tx) => {
      await list(tx, 99);
      await save(tx, 1);
      await tx.markSending([buildItem(2)], AT);
    });
    expect(await waiting()).toEqual([1, 6, 7, 8]);
  });

  it('[S5] goes no further than was looked: more may be passed over than were asked for', async () => {
    await send([8]);
    await store.write(async (tx) => {
      const front = await list(tx, 2);
      expect(front.map(({ seq }) => seq)).toEqual([3, 4]);
      await tx.markSending(front, AT);
    });
    expect([await place(), await waiting()]).toEqual([4, [5, 6, 7]]);
  });

  it('is not written where nothing has moved: a save has no row more', async () => {
    await store.write((tx) => save(tx, 9));
    expect(await database.meta.get('frontier')).toBeUndefined();
  });
});
