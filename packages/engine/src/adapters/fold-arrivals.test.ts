import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxItem, StoredRecord } from '../core/stored.ts';
import type { EngineStore, StoreReader } from '../ports.ts';
import { buildItem, buildRecord, operationId, recordId } from '../testing/build-item.ts';
import { MemoryEngineStore } from '../testing/memory-engine-store.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';
import { foldArrivals } from './fold-arrivals.ts';

const NUMBERS = Array.from({ length: 14 }, (_, index) => index + 1);
const AT = 1_700;

/** All that can be asked for. */
async function everything(tx: StoreReader): Promise<unknown> {
  const ids = NUMBERS.map(recordId);
  const waiting = async (limit: number) =>
    Promise.all(
      (['critical', 'records'] as const).map((lane) => tx.waitingItems({ lane, limit, after: buildItem(2) })),
    );
  return {
    records: await tx.listRecords({ limit: 99 }),
    /* Those come as they are stored, whatever is on the way. */
    after: (await tx.recordsAfter(recordId(3), 4)).map(({ id, state }) => [id, state === 'office']),
    byState: await Promise.all(
      (['phone', 'sending', 'office'] as const).map((state) => tx.listRecords({ state, limit: 3 })),
    ),
    counts: await Promise.all(
      (['phone', 'sending', 'office'] as const).map((state) => tx.countRecords(state)),
    ),
    items: [await tx.itemsOf(ids), await Promise.all(NUMBERS.map((n) => tx.getItem(operationId(n))))],
    sending: await tx.itemsIn({ state: 'sending', limit: 99 }),
    waiting: [await waiting(2), await waiting(99), await tx.waitingItems({ lane: 'records', limit: 3 })],
    newest: [await tx.newestItems({ limit: 3 }), await tx.newestItems({ before: 9, limit: 99 })],
  };
}

describe('folding what has arrived into the rows', () => {
  let database: EngineDatabase;
  let stores: DexieEngineStore[];
  const open = (): DexieEngineStore => {
    const store = new DexieEngineStore(database);
    stores.push(store);
    return store;
  };
  beforeEach(() => {
    database = new EngineDatabase('folding');
    stores = [];
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const store of stores) store.close();
    await Dexie.delete(database.name);
  });
  const folded = (): Promise<boolean> =>
    vi.waitUntil(async () => (await database.arrivals.count()) === 0, { interval: 10, timeout: 20_000 });
  const seen = (store: EngineStore): Promise<unknown> => store.read(everything);

  const save = (store: EngineStore, numbers: readonly number[]): Promise<void> =>
    store.write(async (tx) => {
      for (const n of numbers) {
        await tx.putRecord(buildRecord(n));
        await tx.putItem(buildItem(n));
      }
    });
  const arrive = (store: EngineStore, numbers: readonly number[]): Promise<void> =>
    store.write((tx) =>
      tx.arrive(
        numbers.map((n) => ({ item: buildItem(n), version: n })),
        AT,
      ),
    );

  it.each([
    ['most of a range', [1, 2, 3, 5]],
    ['a range', NUMBERS],
    ['some far apart', [1, 14]],
  ])('[S7] %s: the rows say it themselves, and nobody sees a difference', async (_, numbers) => {
    const store = open();
    await save(store, NUMBERS);
    await arrive(store, numbers);
    expect(await database.sealedItems.count()).toBe(NUMBERS.length);
    const before = await seen(store);
    await folded();
    expect(await seen(store)).toEqual(before);
    const items = await database.sealedItems.toArray();
    expect(items.map(({ seq }) => seq)).toEqual(NUMBERS.filter((n) => !numbers.includes(n)));
    const atOffice = await database.sealedRecords
      .where('[state+savedAt]')
      .between(['office'], ['office', []])
      .toArray();
    expect(atOffice.map(({ id, version, officeAt }) => [id, version, officeAt])).toEqual(
      numbers.map((n) => [recordId(n), n, AT]),
    );
  });

  it('[S7] what came in several answers, all over the tables, is put by age first and folded in steps', async () => {
    /* Here step by step, and by nobody else in between. */
    const real = globalThis.setTimeout;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation((work, ms) =>
      real(ms === 300 ? () => undefined : work, ms),
    );
    const store = open();
    const many = Array.from({ length: 600 }, (_, index) => index + 1);
    await save(store, many);
    for (const rest of [0, 1, 2])
      await arrive(
        store,
        many.filter((n) => n % 3 === rest),
      );
    const before = await seen(store);
    const ranges: number[][] = [];
    while (await foldArrivals(database)) {
      expect(await seen(open())).toEqual(before);
      const left = (await database.arrivals.toArray()).map(({ entries }) => entries.map(({ seq }) => seq));
      ranges.push(left.map((seqs) => seqs.length).sort((a, b) => a - b));
      for (const seqs of left) expect(seqs.at(-1)).toBe((seqs[0] ?? 0) + seqs.length - 1);
    }
    expect(ranges[0]).toEqual([100, 250, 250]);
    expect(ranges.map((sizes) => sizes.length)).toEqual([3, 2, 1]);
    expect([await seen(store), await database.sealedItems.count()]).toEqual([before, 0]);
  });

  it.each<[string, (tx: StoreReader) => Promise<unknown>]>([
    ['lists what is on the phone', (tx) => tx.listRecords({ state: 'phone', limit: 9 })],
    ['passes over one that may not go', (tx) => tx.waitingItems({ lane: 'records', limit: 9 })],
    ['pages through the queue', (tx) => tx.newestItems({ limit: 9 })],
  ])('folds at once where somebody %s, and thousands have to be read in passing', async (_, query) => {
    const store = open();
    const many = Array.from({ length: 1_002 }, (_none, index) => index + 1);
    await save(store, many);
    await arrive(store, many.slice(1));
    const atOnce = vi.spyOn(globalThis, 'setTimeout');
    const asked = (): number => atOnce.mock.calls.filter(([, ms]) => ms === 0).length;
    await store.read((tx) => tx.listRecords({ limit: 9 }));
    expect(asked()).toBe(0);
    await store.read(query);
    expect(asked()).toBe(1);
    await folded();
  });

  it('tells nobody who follows a table: what they read is the same', async () => {
    const store = open();
    const many = Array.from({ length: 600 }, (_none, index) => index + 1);
    await save(store, many);
    for (const from of [0, 200, 400]) await arrive(store, many.slice(from, from + 200));
    const told: string[] = [];
    const hear = (parts: object): void => void told.push(...Object.keys(parts));
    Dexie.on.storagemutated.subscribe(hear);
    await folded();
    expect(told).toEqual([]);
    await save(store, [700]);
    Dexie.on.storagemutated.unsubscribe(hear);
    expect(told).not.toEqual([]);
  });

  it('[C1] what a context that died has left is folded when the database is next opened', async () => {
    const died = open();
    await save(died, [1, 2]);
    await arrive(died, [1, 2]);
    died.close();
    database = new EngineDatabase('folding');
    const next = open();
    expect(await next.read((tx) => tx.itemsOf([1, 2].map(recordId)))).toEqual([]);
    await folded();
    expect(await next.read((tx) => tx.countRecords('office'))).toBe(2);
  });

  it('[C1] killed at any of its writes it is as if it had not begun', async () => {
    const store = open();
    await save(store, NUMBERS);
    await arrive(store, [2, 3, 9]);
    await arrive(store, [4]);
    const before = await seen(store);
    store.close();
    for (let survives = 0; ; survives += 1) {
      database = new EngineDatabase('folding');
      let writes = 0;
      const write = (): void => {
        if (writes === survives) throw new DOMException('killed', 'UnknownError');
        writes += 1;
      };
      const { put: putRow, delete: deleteRow } = IDBObjectStore.prototype;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...row) {
        write();
        return putRow.apply(this, row);
      });
      vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
        write();
        return deleteRow.call(this, key);
      });
      const outcome = await foldArrivals(database).then(
        () => 'folded',
        () => 'killed',
      );
      vi.restoreAllMocks();
      expect(await seen(open())).toEqual(before);
      if (outcome === 'folded') break;
      expect(await database.arrivals.count()).toBe(2);
      stores.at(-1)?.close();
    }
    expect(await database.arrivals.count()).toBe(0);
  });

  it('[C2] on a phone with room for some rows at a time it takes smaller steps', async () => {
    const store = open();
    const many = Array.from({ length: 60 }, (_, index) => index + 1);
    await save(store, many);
    await arrive(store, many);
    const rows = new WeakMap<IDBTransaction, number>();
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...row) {
      const written = (rows.get(this.transaction) ?? 0) + 1;
      rows.set(this.transaction, written);
      if (written > 30) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, row);
    });
    await folded();
    expect(await database.sealedItems.count()).toBe(0);
    expect(await store.read((tx) => tx.countRecords('office'))).toBe(60);
  });

  it('[C3] one whose record was set aside meanwhile is gone, and the others are folded', async () => {
    const store = open();
    await save(store, [1, 2]);
    await arrive(store, [1, 2]);
    await database.sealedRecords.delete(recordId(1));
    await folded();
    expect(await database.sealedItems.count()).toBe(0);
    expect(await store.read((tx) => tx.countRecords('office'))).toBe(1);
  });

  it('[S1][S7] whatever happens in whatever order, what is read is what a store without it says: 100 seeds', async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      database = new EngineDatabase(`folding-${String(seed)}`);
      const real = { store: open() };
      const plain = new MemoryEngineStore();
      const random = seededRandom(seed);
      const some = <One>(of: readonly One[]): One[] => of.filter(() => random.roll() < 0.4);
      for (let step = 0; step < 14; step += 1) {
        const act = actOf(random.roll(), some, step);
        const both = await Promise.allSettled([plain.write(act), real.store.write(act)]);
        expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
        const roll = random.roll();
        if (roll < 0.2) while (await foldArrivals(database));
        else if (roll < 0.4) real.store = open();
        expect(await seen(real.store), `seed ${String(seed)}, step ${String(step)}`).toEqual(
          await seen(plain),
        );
      }
      for (const store of stores) store.close();
      await Dexie.delete(database.name);
    }
  });
});

type Act = Parameters<EngineStore['write']>[0];

/** One thing that the engine does to a store, decided by what it reads there. */
function actOf(roll: number, some: <One>(of: readonly One[]) => One[], step: number): Act {
  const picks = some(NUMBERS);
  const lone = async (tx: StoreReader, state: OutboxItem['state']): Promise<OutboxItem[]> => {
    const items = await tx.itemsOf(picks.map(recordId));
    const found: OutboxItem[] = [];
    for (const item of items) {
      const others = items.filter((other) => other.recordId === item.recordId);
      const record = await tx.getRecord(item.recordId);
      if (item.state === state && item.action === 'CREATE' && others.length === 1 && record?.base === null)
        found.push(item);
    }
    return found;
  };
  if (roll < 0.3)
    return async (tx) => {
      for (const n of picks)
        if ((await tx.getRecord(recordId(n))) === undefined) {
          await tx.putRecord(buildRecord(n));
          await tx.putItem(buildItem(n, { score: n % 5 === 0 ? 95 : 40 }));
        }
    };
  if (roll < 0.5)
    return async (tx) => {
      /* As a request is chosen: from the front of each lane, some of it passed over, and the urgent ones are asked for once more. */
      const front: OutboxItem[] = [];
      for (const lane of ['critical', 'records'] as const)
        front.push(...(await tx.waitingItems({ lane, limit: picks.length })));
      const alone = await lone(tx, 'waiting');
      const chosen = step % 2 === 0 ? alone : front.filter(({ id }) => alone.some((item) => item.id === id));
      await tx.markSending(chosen, AT + step);
      await tx.waitingItems({ lane: 'critical', limit: 2 });
    };
  if (roll < 0.75)
    return async (tx) => {
      const sent = await lone(tx, 'sending');
      await tx.arrive(
        sent.map((item) => ({ item, version: step + 1 })),
        AT + step,
      );
    };
  if (roll < 0.78)
    return async (tx) => {
      /* A score set by hand: the record alone is written, while its item is on the way. */
      for (const item of await lone(tx, 'sending')) {
        const record = await tx.getRecord(item.recordId);
        if (record !== undefined) await tx.putRecord({ ...record, score: step });
      }
    };
  if (roll < 0.8)
    return async (tx) => {
      for (const item of await lone(tx, 'sending')) await tx.putItem({ ...item, alone: false });
    };
  if (roll < 0.86)
    return async (tx) => {
      for (const record of await tx.listRecords({ state: 'office', limit: 4 })) {
        const n = NUMBERS.find((each) => recordId(each) === record.id) ?? 0;
        const edited: StoredRecord = { ...record, state: 'phone', data: { malnutritionCases: step } };
        await tx.putItem(buildItem(100 * (step + 1) + n, { recordId: record.id, action: 'UPDATE' }));
        await tx.putRecord(edited);
      }
    };
  if (roll < 0.89)
    return async (tx) => {
      for (const item of await lone(tx, 'waiting'))
        await tx.putItem({ ...item, order: item.order + ((step * 7 + item.seq * 5) % 11) - 5 });
    };
  if (roll < 0.95)
    return async (tx) => {
      for (const id of picks.slice(0, 3).map(recordId)) {
        for (const item of await tx.itemsOf([id])) await tx.deleteItem(item.id);
        await tx.deleteRecord(id);
      }
    };
  return async (tx) => void (await tx.unmarkSending(picks.map(operationId)));
}
