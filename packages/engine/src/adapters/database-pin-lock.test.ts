import 'fake-indexeddb/auto';
import type { RecordId } from '@fieldsync/protocol';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreLockedError } from '../ports.ts';
import { buildDraft, buildItem } from '../testing/build-item.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { cholera, food, Phone, recordOf } from '../testing/phone.ts';
import type { DatabasePinLock } from './database-pin-lock.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';
import { PIN_ROUNDS } from './pin-key.ts';
import { keyIdOf } from './sealed-box.ts';

const PIN = '448902';
/** A real derivation takes a second on a busy machine; how many rounds it has changes nothing here. */
const ROUNDS = 1_000;
let opened = 0;

/** One page or worker on the phone: its own memory, the same disk. */
interface Context {
  readonly database: EngineDatabase;
  readonly store: DexieEngineStore;
  readonly pin: DatabasePinLock;
}

describe('a PIN before the records', () => {
  const clock = new ManualClock();
  let name: string;
  let contexts: Context[];
  let page: Context;
  beforeEach(() => {
    opened += 1;
    name = `pin-${opened}`;
    contexts = [];
    page = open();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const { database } of contexts) database.close();
    await Dexie.delete(page.database.name);
  });

  function open(): Context {
    const database = new EngineDatabase(name);
    const store = new DexieEngineStore(database);
    const context = { database, store, pin: store.pinLock(clock, ROUNDS) };
    contexts.push(context);
    return context;
  }
  const phoneOn = (context: Context, seed: number) => new Phone({ store: context.store, seed });
  async function captured(): Promise<RecordId[]> {
    const phone = phoneOn(page, 1);
    const ids = [
      recordOf(await phone.recorder.save({ type: 'ASSESSMENT', data: food() })).id,
      recordOf(await phone.recorder.save({ type: 'ASSESSMENT', data: cholera() })).id,
    ];
    await page.store.write(async (tx) => {
      await tx.putDraft(buildDraft(1));
      await tx.logDiscard(buildItem(9), 5);
    });
    return ids;
  }
  const keysOnDisk = async (): Promise<Set<number | undefined>> => {
    const { sealedRecords, sealedItems, sealedDrafts, sealedDiscards } = page.database;
    const rows = await Promise.all(
      [sealedRecords, sealedItems, sealedDrafts, sealedDiscards].map(async (table) => table.toArray()),
    );
    return new Set(
      rows.flat().flatMap((row) =>
        Object.values(row as object)
          .filter((box) => box instanceof Uint8Array)
          .map(keyIdOf),
      ),
    );
  };
  const readAll = (context: Context, ids: readonly RecordId[]) =>
    context.store.read(async (tx) => [
      await tx.itemsOf(ids),
      await Promise.all(ids.map((id) => tx.getRecord(id))),
      await tx.listDrafts(),
    ]);

  it('[X2][C2] keeps everything, under a key that another page and the worker do not have', async () => {
    const ids = await captured();
    const before = await readAll(page, ids);
    await page.pin.set(PIN);
    expect(await readAll(page, ids)).toEqual(before);
    const [ring] = await page.database.keys.toArray();
    expect(ring?.keys).toMatchObject([{ id: ring?.current, wrapped: { iterations: ROUNDS } }]);
    expect(ring?.keys[0]?.key).toBeUndefined();
    expect(await keysOnDisk()).toEqual(new Set([ring?.current]));

    const worker = open();
    expect(await worker.pin.state()).toEqual({ set: true, locked: true, notBefore: 0 });
    await expect(readAll(worker, ids)).rejects.toBeInstanceOf(StoreLockedError);
    await expect(worker.store.write((tx) => tx.putItem(buildItem(3)))).rejects.toBeInstanceOf(
      StoreLockedError,
    );
    expect(await worker.store.read((tx) => tx.getMeta('counts'))).toMatchObject({ critical: 1, normal: 1 });
    expect(await worker.pin.unlock(PIN)).toEqual({ ok: true });
    expect(await readAll(worker, ids)).toEqual(before);
    await worker.pin.lock();
    await expect(readAll(worker, ids)).rejects.toBeInstanceOf(StoreLockedError);
    expect(await readAll(page, ids)).toEqual(before);
  });

  it('[X2] is derived with at least the 600,000 rounds that OWASP asks for', () => {
    expect(PIN_ROUNDS).toBeGreaterThanOrEqual(600_000);
  });

  it('[C2] a wrong PIN costs time and nothing else', async () => {
    const ids = await captured();
    await page.pin.set(PIN);
    const before = await readAll(page, ids);
    const thief = open();
    const now = clock.now();
    for (const notBefore of [0, 0, now + 2_000])
      expect(await thief.pin.unlock('000000')).toEqual({ ok: false, reason: 'wrong', notBefore });
    expect(await thief.pin.unlock(PIN)).toEqual({ ok: false, reason: 'wait', notBefore: now + 2_000 });
    expect(await open().pin.unlock(PIN)).toMatchObject({ reason: 'wait' });
    await clock.advance(2_000);
    expect(await thief.pin.unlock(PIN)).toEqual({ ok: true });
    expect((await thief.pin.state()).notBefore).toBe(0);
    expect(await readAll(thief, ids)).toEqual(before);
  });

  it('[C2] removed, everything opens without it again, in the worker too', async () => {
    const ids = await captured();
    await page.pin.set(PIN);
    const before = await readAll(page, ids);
    await expect(open().pin.remove()).rejects.toBeInstanceOf(StoreLockedError);
    await page.pin.remove();
    const worker = open();
    expect(await worker.pin.state()).toMatchObject({ set: false, locked: false });
    expect(await readAll(worker, ids)).toEqual(before);
  });

  it('[C2][C3] killed while everything is sealed anew, nothing looks unreadable, and it goes on with the PIN', async () => {
    const ids = await captured();
    const before = await readAll(page, ids);
    const realPut = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...row) {
      if (this.name === 'sealedItems') throw new DOMException('killed', 'UnknownError');
      return realPut.apply(this, row);
    });
    await expect(page.pin.set(PIN)).rejects.toThrow();
    vi.restoreAllMocks();
    expect((await keysOnDisk()).size).toBe(2);

    const later = open();
    expect(await later.pin.state()).toMatchObject({ set: true, locked: true });
    await expect(readAll(later, ids)).rejects.toBeInstanceOf(StoreLockedError);
    expect(await later.pin.unlock(PIN)).toEqual({ ok: true });
    expect(await readAll(later, ids)).toEqual(before);
    expect((await keysOnDisk()).size).toBe(1);
    expect((await page.database.keys.toArray())[0]?.keys).toHaveLength(1);
  });
});
