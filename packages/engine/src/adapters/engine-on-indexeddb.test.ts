import 'fake-indexeddb/auto';
import type { PriorityRule, RecordId, Verdict } from '@fieldsync/protocol';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxItem, StoredRecord } from '../core/stored.ts';
import { readState, readStatus } from '../read-state.ts';
import { rescorePage } from '../rescore.ts';
import { OutboxChanges } from '../outbox-changes.ts';
import { buildItem, buildRecord, recordId } from '../testing/build-item.ts';
import { cholera, food, Phone, recordOf, waterDelivery } from '../testing/phone.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';

/**
 * The engine's transactions as a browser runs them: one that awaits anything but its own requests is committed too early
 * and fails here.
 */
describe('the engine on IndexedDB', () => {
  let database: EngineDatabase;
  let phone: Phone;
  beforeEach(() => {
    database = new EngineDatabase('engine');
    phone = new Phone({ store: new DexieEngineStore(database) });
  });
  afterEach(async () => {
    database.close();
    await Dexie.delete(database.name);
  });

  const itemsOf = (id: RecordId): Promise<OutboxItem[]> => phone.store.read((tx) => tx.itemsOf([id]));
  const record = (id: RecordId): Promise<StoredRecord | undefined> =>
    phone.store.read((tx) => tx.getRecord(id));
  const save = async (data = food(), type: 'ASSESSMENT' | 'RESPONSE' = 'ASSESSMENT'): Promise<RecordId> =>
    recordOf(await phone.recorder.save({ type, data })).id;

  it('[C1][S4][S7] captures, sends the critical first, and settles', async () => {
    const plain = await save();
    const critical = await save(cholera());
    const response = await save(waterDelivery(plain), 'RESPONSE');
    const ended = phone.drain({ pull: true });
    const ask = await phone.transport.next();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([critical, plain, response]);
    expect((await record(critical))?.state).toBe('sending');
    ask.accept();
    expect(await ended).toBe('done');
    for (const id of [plain, critical, response])
      expect([(await record(id))?.state, await itemsOf(id)]).toEqual(['office', []]);
    const now = phone.clock.now();
    expect(await phone.store.read((tx) => readState(tx, now))).toMatchObject({
      office: { count: 3, lastAt: now },
    });
    expect(await phone.store.read((tx) => readStatus(tx, now))).toMatchObject({
      isActive: false,
      queueSize: 0,
    });
  });

  it('[C1] "saved" is said when the disk has record and item, by one transaction that waits for the disk', async () => {
    const said: (string | IDBTransaction)[] = [];
    const begin = Reflect.get(IDBDatabase.prototype, 'transaction');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...how) {
      const transaction = begin.apply(this, how);
      if (transaction.mode === 'readwrite')
        transaction.addEventListener('complete', () => said.push(transaction));
      return transaction;
    });
    /* The first one opens the database, and makes its keys. */
    await save();
    said.length = 0;
    await save();
    said.push('saved');
    const [written, ...more] = said;
    expect(more).toEqual(['saved']);
    expect(written).toMatchObject({ durability: 'strict' });
    const stores = [...(written as IDBTransaction).objectStoreNames];
    expect(stores).toEqual(expect.arrayContaining(['sealedRecords', 'sealedItems']));
  });

  it('[S5] sends what a page of an older build put in line ahead of what had been gone through', async () => {
    const id = await save();
    const place = { order: Number.MAX_SAFE_INTEGER, seq: 9 };
    await phone.store.write((tx) => tx.putMeta('frontier', { records: place }));
    await phone.drainAll();
    expect([(await record(id))?.state, await itemsOf(id)]).toEqual(['office', []]);
  });

  it('[P2][R1] pulls with nothing to send', async () => {
    const change = { id: recordId(5), type: 'ASSESSMENT', version: 2, data: food(), score: 40 } as const;
    await phone.drainAll(
      { changes: [{ ...change, capturedAt: '2026-11-20T08:00:00.000Z' }], cursor: 'e.2' },
      { pull: true },
    );
    expect(await record(recordId(5))).toMatchObject({ state: 'office', base: { version: 2 } });
  });

  it('[C2][S2] a refusal, a discard, a correction and a new try', async () => {
    const no: Verdict = { status: 'rejected', code: 'VALIDATION', message: 'no' };
    const [one, two, three] = [await save(), await save(), await save()];
    await phone.drainAll((ask) => {
      ask.accept({ 0: no, 1: no, 2: no });
    });
    expect((await record(one))?.state).toBe('needs');
    await phone.shelf.discard((await itemsOf(one))[0]?.id ?? '');
    expect([await record(one), await database.sealedDiscards.count()]).toEqual([undefined, 1]);
    recordOf(await phone.recorder.update({ id: two, data: food({ malnutritionCases: 3 }) }));
    await phone.shelf.retry((await itemsOf(three))[0]?.id ?? '');
    await phone.drainAll();
    for (const id of [two, three]) expect((await record(id))?.state).toBe('office');
  });

  it('[S1][S6] a lost reply, then a killed drainer: the same operation until a verdict settles it', async () => {
    const id = await save();
    await phone.drainAll((ask) => {
      ask.fail('TIMEOUT');
    });
    void phone.drain({ manual: true });
    const killed = await phone.transport.next();
    phone.lock.free();
    const ended = phone.drain({ manual: true });
    const ask = await phone.transport.next();
    expect(ask.operations).toEqual(killed.operations);
    ask.accept({ 0: { status: 'duplicate', original: { status: 'applied', version: 1 } } });
    await ended;
    expect([await itemsOf(id), (await record(id))?.base?.version]).toEqual([[], 1]);
  });

  const hunger: PriorityRule = {
    id: 'hunger',
    name: 'Malnutrition',
    entityType: 'ASSESSMENT',
    conditions: [{ field: 'data.malnutritionCases', operator: 'EQUALS', value: 1, modifier: 0 }],
    priorityModifier: 50,
    isActive: true,
    createdBy: 'Ibrahim',
    createdAt: '2026-11-20T08:00:00.000Z',
  };
  const totals = () => phone.store.read((tx) => tx.getMeta('recordTotals'));

  it('[S7] what is scored anew or by hand while it is on the way is at the office with its answer', async () => {
    const ids = [await save(food({ malnutritionCases: 1 })), await save(), await save()];
    const [scored, ordered] = ids;
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.putMeta('config', { version: 2, rules: [hunger], affectedEntities: [] });
    await phone.putMeta('rescore', { before: null });
    await phone.store.write((tx) => rescorePage(tx, 10));
    await phone.store.write(async (tx) => {
      const changes = await OutboxChanges.begin(tx);
      const found = await changes.getRecord(ordered as RecordId);
      if (found !== undefined) changes.putRecord({ ...found, score: 99 });
      await changes.finish();
    });
    expect([(await record(scored as RecordId))?.score, (await record(ordered as RecordId))?.score]).toEqual([
      90, 99,
    ]);
    expect((await record(ordered as RecordId))?.state).toBe('sending');
    ask.accept();
    await ended;
    for (const id of ids)
      expect([(await record(id))?.state, (await record(id))?.base?.version, await itemsOf(id)]).toEqual([
        'office',
        1,
        [],
      ]);
    expect(await totals()).toEqual({ phone: 0, office: 3, needs: 0, conflict: 0 });
    await vi.waitUntil(async () => (await database.arrivals.count()) === 0, { timeout: 20_000 });
    expect(await phone.store.read((tx) => tx.countRecords('office'))).toBe(3);
    expect(await phone.store.read((tx) => tx.listRecords({ state: 'sending', limit: 9 }))).toEqual([]);
  });

  it('[C3][S7] a record that cannot be read any more while it is on the way is counted once, when it comes back', async () => {
    const id = await save();
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await database.sealedRecords
      .where('id')
      .equals(id)
      .modify({ box: new Uint8Array(40) });
    expect(await record(id)).toBeUndefined();
    await vi.waitUntil(async () => (await phone.store.read((tx) => tx.getMeta('quarantined'))) === 1, {
      timeout: 20_000,
    });
    ask.accept();
    await ended;
    expect([await itemsOf(id), await totals()]).toEqual([[], { phone: 0, office: 0, needs: 0, conflict: 0 }]);
    const change = { id, type: 'ASSESSMENT', version: 1, data: food(), score: 40 } as const;
    await phone.drainAll(
      { changes: [{ ...change, capturedAt: '2026-11-20T08:00:00.000Z' }], cursor: 'e.2' },
      { pull: true },
    );
    expect([(await record(id))?.state, await totals()]).toEqual([
      'office',
      { phone: 0, office: 1, needs: 0, conflict: 0 },
    ]);
  });

  it('[S5] one among many that the office cannot take', async () => {
    const ids: RecordId[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await save());
    const poison = ids[7];
    await phone.drainAll((ask) => {
      if (ask.operations.some(({ entityId }) => entityId === poison)) ask.fail('MALFORMED');
      else if (ask.operations.length > 0) ask.accept();
      else ask.reply();
    });
    const left = await phone.store.read((tx) => tx.itemsOf(ids));
    expect(left.map((item) => [item.recordId, item.state])).toEqual([[poison, 'shelf']]);
  });

  it('[S4] scores a long queue anew in one transaction a page, whether much changes or nothing', async () => {
    await phone.store.write(async (tx) => {
      const changes = await OutboxChanges.begin(tx);
      for (let n = 1; n <= 260; n += 1) {
        changes.putRecord(buildRecord(n, { data: food({ malnutritionCases: n % 2 }) }));
        await changes.put(buildItem(n), undefined);
      }
      await changes.finish();
      await tx.putMeta('sequence', 260);
    });
    const response = await save(waterDelivery(recordId(1)), 'RESPONSE');
    for (const changes of [true, false]) {
      await phone.putMeta('config', { version: 2, rules: changes ? [hunger] : [], affectedEntities: [] });
      for (let round = 0; round < 2; round += 1) {
        await phone.putMeta('rescore', { before: null });
        while (await phone.store.write((tx) => rescorePage(tx, 130)));
      }
      const critical = await phone.store.read((tx) => tx.waitingItems({ lane: 'critical', limit: 500 }));
      expect(critical).toHaveLength(changes ? 130 : 0);
      expect(await phone.store.read((tx) => tx.getMeta('rescore'))).toBeUndefined();
    }
    expect((await itemsOf(response))[0]?.score).toBe(35);
  });

  it('[C2] opens a queue of the build before, which had fewer indexes, and can go through it', async () => {
    database.close();
    const old = new Dexie(database.name, { chromeTransactionDurability: 'strict' });
    old.version(3).stores({
      records: 'id, savedAt, [type+savedAt], [state+savedAt], [type+state+savedAt]',
      outbox:
        'id, recordId, [state+lane+order], [state+order], [state+nextAttemptAt], [state+lane+order+seq], [state+order+seq]',
      meta: 'key',
      drafts: 'key, savedAt',
      sessions: 'id, startedAt',
      discards: '++, at',
      sealedRecords: 'id, savedAt, [type+savedAt], [state+savedAt], [type+state+savedAt]',
      sealedItems: 'id, recordId, [state+lane+order+seq], [state+order+seq], [state+nextAttemptAt]',
      sealedDrafts: 'key, savedAt',
      sealedDiscards: '++, at',
      quarantine: '++, at',
      keys: 'id',
      arrivals: 'id',
    });
    phone = new Phone({ store: new DexieEngineStore(old as EngineDatabase) });
    const kept = [await save(), await save(cholera())];
    old.close();
    database = new EngineDatabase('engine');
    phone = new Phone({ store: new DexieEngineStore(database) });
    const found = await phone.store.read((tx) => tx.newestItems({ limit: 9 }));
    expect(found.map(({ recordId: record }) => record)).toEqual([...kept].reverse());
  });
});
