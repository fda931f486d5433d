import 'fake-indexeddb/auto';
import type { DeviceId } from '@fieldsync/protocol';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginBuild } from '../begin-build.ts';
import type { OutboxItem, StoredRecord } from '../core/stored.ts';
import { Phone } from '../testing/phone.ts';
import { testId } from '../testing/build-item.ts';
import v1 from '../testing/snapshots/v1.json' with { type: 'json' };
import v2 from '../testing/snapshots/v2.json' with { type: 'json' };
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';

type Rows = readonly Record<string, unknown>[];
interface Snapshot {
  readonly version: number;
  readonly tables: Readonly<Record<string, Rows>>;
}
const SNAPSHOTS = [v1, v2] as unknown as Snapshot[];
const NAME = 'snapshot';

/** The database as a phone of that build left it. */
async function lay(snapshot: Snapshot): Promise<void> {
  const old = new Dexie(`fieldsync-${NAME}`);
  const indexes: Record<string, string> = {
    records: 'id, savedAt, [type+savedAt], [state+savedAt], [type+state+savedAt]',
    outbox:
      'id, recordId, [state+lane+order], [state+order], [state+nextAttemptAt]' +
      (snapshot.version === 1 ? '' : ', [state+lane+order+seq], [state+order+seq]'),
    meta: 'key',
    drafts: 'key, savedAt',
    sessions: 'id, startedAt',
    discards: '++, at',
  };
  old.version(snapshot.version).stores(indexes);
  for (const [name, rows] of Object.entries(snapshot.tables)) {
    if (name === 'discards') for (const { key, row } of rows) await old.table(name).add(row, key as number);
    else await old.table(name).bulkAdd(rows);
  }
  old.close();
}

/** Without `state` and what a new attempt changes. */
const captured = ({ id, seq, recordId, action, base, data, patch, score, order }: OutboxItem) => ({
  id,
  seq,
  recordId,
  action,
  base,
  data,
  patch,
  score,
  order,
});

describe.each(SNAPSHOTS)('a database of schema version $version, opened by this build', (snapshot) => {
  const items = (snapshot.tables['outbox'] ?? []) as unknown as OutboxItem[];
  const records = (snapshot.tables['records'] ?? []) as unknown as StoredRecord[];
  let database: EngineDatabase;
  let store: DexieEngineStore;
  beforeEach(async () => {
    await lay(snapshot);
    database = new EngineDatabase(NAME);
    store = new DexieEngineStore(database);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    database.close();
    await Dexie.delete(database.name);
  });
  const device = () => testId(7, 9) as DeviceId;
  const allItems = (): Promise<OutboxItem[]> =>
    store.read((tx) => tx.itemsOf([...new Set(items.map(({ recordId }) => recordId))]));
  const bySeq = (list: readonly OutboxItem[]): OutboxItem[] => [...list].sort((a, b) => a.seq - b.seq);

  it('[C2] has every unsent item in every state, record, draft, discard, session and setting', async () => {
    expect(new Set(items.map(({ state }) => state))).toEqual(
      new Set(['sending', 'later', 'shelf', 'conflict', 'fenced']),
    );
    expect(await beginBuild(store, device)).toBe(testId(7, 1));
    expect(bySeq(await allItems())).toEqual(bySeq(items));
    for (const record of records) expect(await store.read((tx) => tx.getRecord(record.id))).toEqual(record);
    const totals = { phone: 0, office: 0, needs: 0, conflict: 0 };
    for (const { state } of records) totals[state === 'sending' ? 'phone' : state] += 1;
    await store.read(async (tx) => {
      expect(await tx.listDrafts()).toEqual(snapshot.tables['drafts']);
      expect(await tx.listSessions(99)).toHaveLength(snapshot.tables['sessions']?.length ?? 0);
      expect(await tx.getMeta('settings')).toMatchObject({ minimumBatteryLevel: 35 });
      expect(await tx.getMeta('recordTotals')).toEqual(totals);
      expect((await tx.getMeta('quarantined')) ?? 0).toBe(0);
    });
    expect(await database.sealedDiscards.count()).toBe(snapshot.tables['discards']?.length);
  });

  it('[X2] leaves nothing in the clear', async () => {
    await beginBuild(store, device);
    for (const table of [database.records, database.outbox, database.drafts, database.discards])
      expect(await table.count()).toBe(0);
    const rows = JSON.stringify(await Promise.all(database.tables.map((table) => table.toArray())));
    expect(rows).not.toContain('malnutritionCases');
    expect(JSON.stringify(snapshot)).toContain('malnutritionCases');
  });

  it('[C2][S1] sends what can go, under the same ids', async () => {
    await beginBuild(store, device);
    const phone = new Phone({ store });
    await phone.clock.advance(3_600_000);
    await phone.drainAll({}, { manual: true });
    const sent = phone.transport.asked.flatMap((ask) => ask.operations.map(({ id }) => id));
    const going = items.filter(({ state }) => state === 'sending' || state === 'later');
    expect(new Set(sent)).toEqual(new Set(going.map(({ id }) => id)));
    const left = await allItems();
    expect(bySeq(left).map(captured)).toEqual(
      bySeq(items.filter((item) => !going.includes(item))).map(captured),
    );
  });

  it('[C2] killed at any of its writes, the move goes on with the next opening', async () => {
    for (let survives = 0; ; survives += 1) {
      let writes = 0;
      const really = IDBObjectStore.prototype.put;
      const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...row
      ) {
        if (writes === survives) throw new DOMException('killed', 'UnknownError');
        writes += 1;
        return really.apply(this, row);
      });
      const outcome = await store.read(() => Promise.resolve('opened')).catch(() => 'killed');
      put.mockRestore();
      database.close();
      database = new EngineDatabase(NAME);
      store = new DexieEngineStore(database);
      if (outcome === 'opened') break;
      const there = (await database.outbox.count()) + (await database.sealedItems.count());
      expect(there).toBe(items.length);
    }
    expect(bySeq(await allItems())).toEqual(bySeq(items));
  });

  it('[C2] takes in what a page of the old build wrote beside this one', async () => {
    await beginBuild(store, device);
    const [late] = items;
    if (late === undefined) throw new Error('the snapshot is empty');
    await database.outbox.add({ ...late, id: testId(2, 99) as OutboxItem['id'], seq: 99 });
    store = new DexieEngineStore(database);
    expect(await store.read((tx) => tx.getItem(testId(2, 99)))).toEqual({
      ...late,
      id: testId(2, 99),
      seq: 99,
    });
  });
});
