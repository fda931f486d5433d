import 'fake-indexeddb/auto';
import type { RecordId } from '@fieldsync/protocol';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxItem } from '../core/stored.ts';
import { exportText } from '../export-text.ts';
import { listQueue } from '../queue-entries.ts';
import { readState } from '../read-state.ts';
import { buildDraft, buildItem } from '../testing/build-item.ts';
import { cholera, food, Phone, recordOf } from '../testing/phone.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';

let opened = 0;
let seed = 1;

describe('the store on IndexedDB, sealed', () => {
  let database: EngineDatabase;
  let store: DexieEngineStore;
  let phone: Phone;
  beforeEach(() => {
    opened += 1;
    database = new EngineDatabase(`sealed-${opened}`);
    store = new DexieEngineStore(database);
    phone = new Phone({ store });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    database.close();
    await Dexie.delete(database.name);
  });

  const save = async (data = food()): Promise<RecordId> =>
    recordOf(await phone.recorder.save({ type: 'ASSESSMENT', data })).id;
  const itemOf = async (id: RecordId): Promise<OutboxItem | undefined> =>
    (await store.read((tx) => tx.itemsOf([id])))[0];
  const state = () => store.read((tx) => readState(tx, phone.clock.now()));
  /** As a page that was opened anew: nothing is in memory. */
  const reopen = (): void => {
    store = new DexieEngineStore(database);
    seed += 1;
    phone = new Phone({ store, clock: phone.clock, seed });
  };

  async function onDisk(): Promise<string> {
    const rows = await Promise.all(database.tables.map((table) => table.toArray()));
    const latin1 = new TextDecoder('latin1');
    return JSON.stringify(rows, (_key, value: unknown) =>
      value instanceof Uint8Array ? latin1.decode(value) : value,
    );
  }
  async function flip(id: RecordId): Promise<Uint8Array | undefined> {
    const row = await database.sealedItems.where('recordId').equals(id).first();
    const box = row?.box?.map((byte, index) => (index === 30 ? byte ^ 1 : byte));
    if (row !== undefined && box !== undefined) await database.sealedItems.put({ ...row, box });
    return box;
  }

  it('[X2][K2] keeps what was decided, sealed: why, and what each side had said', async () => {
    const id = await save(food());
    const decision = {
      operation: buildItem(1).id,
      strategy: 'MANUAL',
      by: 'Ibrahim Mustapha',
      at: 5,
      justification: 'WELL is dry',
      removal: false,
      answers: [{ field: 'additionalDetails', mine: 'GOATS', stands: 'BRIDGE' }],
      removed: false,
      seen: false,
    } as const;
    await store.write(async (tx) => {
      const record = await tx.getRecord(id);
      if (record !== undefined) await tx.putRecord({ ...record, decisions: [decision] });
    });
    const disk = await onDisk();
    for (const word of ['Mustapha', 'WELL', 'GOATS', 'BRIDGE']) expect(disk).not.toContain(word);
    reopen();
    expect((await store.read((tx) => tx.getRecord(id)))?.decisions).toEqual([decision]);
  });

  it('[X2] nothing that a person wrote is on the disk in the clear, and nothing of it is left out', async () => {
    const words = ['EVACUEES', 'DETOUR', 'GOATS', 'LATRINE', 'BRIDGE'];
    const [one, two, three, four, five] = words;
    const id = await save(food({ additionalDetails: `${one} at the well` }));
    await phone.drainAll();
    recordOf(await phone.recorder.update({ id, data: food({ additionalDetails: two ?? '' }) }));
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'rejected', code: 'VALIDATION', message: `"${three}" is too long` } });
    });
    await store.write(async (tx) => {
      await tx.putDraft(buildDraft(1, { answers: { additionalDetails: four ?? '' } }));
      await tx.logDiscard(buildItem(7, { data: { additionalDetails: five ?? '' } }), 5);
    });
    const text = await onDisk();
    for (const word of words) expect(text).not.toContain(word);
    const shown = JSON.stringify(
      await store.read(async (tx) => [await tx.getRecord(id), await tx.itemsOf([id]), await tx.listDrafts()]),
    );
    for (const word of words.slice(0, 4)) expect(shown).toContain(word);
  });

  it('[X2] the key cannot be read out', async () => {
    await save();
    const [ring] = await database.keys.toArray();
    const key = ring?.keys[0]?.key;
    if (key === undefined) throw new Error('there is no key');
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('[X2] a drain opens what it sends, once, and neither opens nor seals its records', async () => {
    const ids = [await save(), await save(cholera())];
    reopen();
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt');
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    await phone.drainAll();
    expect([encrypt.mock.calls.length, decrypt.mock.calls.length]).toEqual([0, ids.length]);
    for (const id of ids) {
      const record = await store.read((tx) => tx.getRecord(id));
      expect(record?.base).toEqual({ version: 1, data: record?.data });
    }
  });

  it('[X2] one save seals two texts', async () => {
    await save();
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt');
    await save();
    expect(encrypt).toHaveBeenCalledTimes(2);
  });

  it('[C1] texts that are opened at the same time keep their transaction open, whichever is ready first', async () => {
    const ids: RecordId[] = [];
    for (let n = 0; n < 6; n += 1) ids.push(await save(food({ malnutritionCases: n })));
    for (let round = 0; round < 10; round += 1) {
      reopen();
      const found = await store.read((tx) => Promise.all(ids.map((id) => tx.getRecord(id))));
      expect(found.map((record) => record?.data['malnutritionCases'])).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  it('[C3][S5] an item with a flipped bit goes to the shelf as it lies on the disk, and nothing waits for it', async () => {
    const [broken, whole] = [await save(), await save()];
    const box = await flip(broken);
    reopen();
    expect(await store.read((tx) => listQueue(tx, 9))).toMatchObject([
      { entityId: broken, problem: { code: 'UNREADABLE_ITEM' } },
      { entityId: whole },
    ]);
    await phone.drainAll();
    expect(await itemOf(whole)).toBeUndefined();
    expect(await itemOf(broken)).toMatchObject({
      state: 'shelf',
      unreadable: true,
      error: { code: 'UNREADABLE_ITEM' },
    });
    expect((await state()).counts).toMatchObject({ normal: 1, needsYou: 1 });
    const row = await store.read(async (tx) => tx.rawItem((await tx.itemsOf([broken]))[0]?.id ?? ''));
    expect(row).toMatchObject({ box });
    expect(exportText(row)).toContain(btoa(String.fromCharCode(...(box ?? []))));
  });

  it('[C3][S2] an edit, a new try and a deletion leave it as it is, and wait behind it', async () => {
    const id = await save();
    const box = await flip(id);
    reopen();
    await phone.drainAll();
    recordOf(await phone.recorder.update({ id, data: food({ malnutritionCases: 5 }) }));
    recordOf(await phone.recorder.remove(id));
    const item = await itemOf(id);
    await phone.shelf.retry(item?.id ?? '');
    await phone.drainAll();
    const items = await store.read((tx) => tx.itemsOf([id]));
    expect(items.map((each) => [each.action, each.state])).toEqual([
      ['CREATE', 'shelf'],
      ['UPDATE', 'fenced'],
      ['DELETE', 'fenced'],
    ]);
    expect((await database.sealedItems.get(item?.id ?? ''))?.box).toEqual(box);
    expect(phone.transport.asked.flatMap((ask) => ask.operations)).toEqual([]);
  });

  it('[C2][C3] one that the office refused before keeps its id with a new try: its box opens under no other', async () => {
    const id = await save();
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'rejected', code: 'VALIDATION', message: 'no' } });
    });
    const before = await itemOf(id);
    const box = await flip(id);
    reopen();
    await phone.shelf.retry(before?.id ?? '');
    expect(await itemOf(id)).toMatchObject({ id: before?.id, unreadable: true });
    expect((await database.sealedItems.get(before?.id ?? ''))?.box).toEqual(box);
    const gone = await phone.shelf.discard(before?.id ?? '');
    expect([gone.length, await database.sealedDiscards.count()]).toEqual([1, 1]);
  });

  it('[C3] two rows whose boxes were exchanged are both unreadable', async () => {
    const ids = [await save(), await save()];
    const [a, b] = await database.sealedItems.toArray();
    if (a?.box === undefined || b?.box === undefined) throw new Error('there are no boxes');
    await database.sealedItems.bulkPut([
      { ...a, box: b.box },
      { ...b, box: a.box },
    ]);
    reopen();
    for (const id of ids) expect(await itemOf(id)).toMatchObject({ unreadable: true });
  });

  it('[C3] a record that cannot be read is set aside, counted and asked for again; what is unsent of it goes', async () => {
    const id = await save();
    await store.write((tx) => tx.putMeta('cursor', 'e.9'));
    const row = await database.sealedRecords.get(id);
    if (row === undefined) throw new Error('there is no record');
    const broken = { ...row, box: row.box.slice(0, -1) };
    await database.sealedRecords.put(broken);
    reopen();
    expect(await store.read((tx) => tx.listRecords({ limit: 9 }))).toEqual([]);
    await vi.waitUntil(async () => (await state()).quarantined === 1);
    expect(await database.quarantine.toArray()).toMatchObject([{ table: 'records', row: broken }]);
    expect(await database.sealedRecords.count()).toBe(0);
    expect(await store.read((tx) => tx.getMeta('recordTotals'))).toMatchObject({ phone: 0 });
    expect(await store.read((tx) => tx.getMeta('cursor'))).toBeNull();
    await phone.drainAll();
    expect(await itemOf(id)).toBeUndefined();
    expect(await store.read((tx) => tx.listQuarantined(9))).toHaveLength(1);
  });

  it('[C3] a draft that cannot be read is not overwritten by the next one of its form', async () => {
    await store.write((tx) => tx.putDraft(buildDraft(1)));
    const row = await database.sealedDrafts.toCollection().first();
    if (row === undefined) throw new Error('there is no draft');
    const broken = { ...row, box: row.box.slice(1) };
    await database.sealedDrafts.put(broken);
    reopen();
    await store.write((tx) => tx.putDraft(buildDraft(1, { answers: { malnutritionCases: 9 } })));
    expect(await database.quarantine.toArray()).toMatchObject([{ table: 'drafts', row: broken }]);
    expect((await store.read((tx) => tx.listDrafts())).map(({ answers }) => answers)).toEqual([
      { malnutritionCases: 9 },
    ]);
    expect((await state()).quarantined).toBe(1);
  });

  it('[C2][C3] when the key is lost nothing old is overwritten, and new records are captured and sent', async () => {
    const old = [await save(), await save(cholera())];
    const boxes = (await database.sealedItems.toArray()).map(({ box }) => box);
    await database.keys.clear();
    reopen();
    const id = await save();
    await phone.drainAll();
    expect(await itemOf(id)).toBeUndefined();
    for (const each of old) expect(await itemOf(each)).toMatchObject({ state: 'shelf', unreadable: true });
    await vi.waitUntil(async () => (await database.arrivals.count()) === 0, { timeout: 20_000 });
    expect((await database.sealedItems.toArray()).map(({ box }) => box)).toEqual(boxes);
    expect(await store.read((tx) => tx.listRecords({ limit: 9 }))).toHaveLength(1);
    await vi.waitUntil(async () => (await state()).quarantined === 2);
    expect((await state()).counts).toMatchObject({ needsYou: 2 });
  });

  it('[X2] a page that is locked has nothing left of what it has on the way', async () => {
    const id = await save();
    const items = await store.read((tx) => tx.itemsOf([id]));
    await store.write((tx) => tx.markSending(items, 1));
    const pin = store.pinLock(phone.clock, 1);
    await pin.set('246810');
    await pin.lock();
    const reading = store.write(async (tx) => {
      await tx.preload(
        [],
        items.map((item) => item.id),
      );
      return tx.getItem(items[0]?.id ?? '');
    });
    await expect(reading).rejects.toThrow('PIN');
  });

  it('[S7] a mark whose item is gone does not show its record as on the way for ever', async () => {
    const id = await save();
    const items = await store.read((tx) => tx.itemsOf([id]));
    await store.write((tx) => tx.markSending(items, 1));
    await database.sealedItems.clear();
    reopen();
    await phone.drainAll({}, { pull: true });
    expect(await store.read((tx) => tx.getMeta('sending'))).toEqual([]);
    expect((await store.read((tx) => tx.getRecord(id)))?.state).toBe('phone');
  });

  it('[C2][S1] what a build that marked each item by itself has on the way stays on the way', async () => {
    const ids = [await save(), await save()];
    const items = await store.read((tx) => tx.itemsOf(ids));
    const value = items.map(({ id: itemId, recordId }) => ({ id: itemId, recordId, at: 1, by: 'before' }));
    await database.meta.put({ key: 'sending', value });
    reopen();
    const [first, second] = items.map((item) => item.id);
    await store.write((tx) => tx.unmarkSending([first ?? '']));
    expect(
      (await store.read((tx) => tx.itemsIn({ state: 'sending', limit: 9 }))).map(({ id }) => id),
    ).toEqual([second]);
    expect((await store.read((tx) => tx.listRecords({ state: 'sending', limit: 9 }))).length).toBe(1);
  });

  it('what is on the way is kept as ids, once for what was marked together', async () => {
    const ids = [await save(), await save(), await save()];
    const items = await store.read((tx) => tx.itemsOf(ids));
    await store.write((tx) => tx.markSending(items.slice(0, 2), 1));
    await store.write((tx) => tx.markSending(items.slice(2), 2));
    const { value } = (await database.meta.get('sending')) ?? {};
    const by: unknown = expect.any(String);
    expect(value).toEqual([
      { ids: items.slice(0, 2).map(({ id }) => id), recordIds: ids.slice(0, 2), at: 1, by },
      { ids: items.slice(2).map(({ id }) => id), recordIds: ids.slice(2), at: 2, by },
    ]);
  });
});
