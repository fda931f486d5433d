import type { RecordId } from '@fieldsync/protocol';
import { Dexie, type Collection } from 'dexie';
import type { Draft, MetaKey, MetaRows, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import type { Arrival, StoreReader, StoreWriter } from '../ports.ts';
import { exportText } from '../export-text.ts';
import { arrivedRow } from './arrived-row.ts';
import type { EngineDatabase } from './engine-database.ts';
import type { KeyRing } from './key-ring.ts';
import { LostRows } from './lost-rows.ts';
import type { OpenedTexts } from './opened-texts.ts';
import { openRecords, sealRecords } from './record-form.ts';
import { boundTo, type RecordRow } from './sealed-rows.ts';
import { Sealer } from './sealer.ts';
import { setAside } from './set-aside.ts';
import { TransactionDrafts } from './transaction-drafts.ts';
import { SendingMarks, type MarkedItems } from './sending-marks.ts';
import { TransactionItems } from './transaction-items.ts';
import { TransactionMeta } from './transaction-meta.ts';
import { WriteBehind } from './write-behind.ts';

const MIN = Dexie.minKey;
const MAX = Dexie.maxKey;

/**
 * One transaction on IndexedDB. What was read is kept and what is written is held back until a query needs it or the
 * work is done, then goes in bulk: each request to IndexedDB is a round trip to another process, and settling 200 items
 * one by one took 1,600 of them. Rows are opened and sealed in bulk for the same reason.
 *
 * What is known already is answered with `Promise.resolve`, which within a transaction is a promise of Dexie's. It follows
 * about a hundred awaits of native promises in a row, as those of async functions are; then it takes what comes next for
 * something outside the transaction, and commits that by itself [C1].
 */
export class DexieTransaction implements StoreWriter {
  readonly #db: EngineDatabase;
  readonly #ring: KeyRing;
  readonly #sealer: Sealer;
  readonly #items: TransactionItems;
  readonly #records: WriteBehind<StoredRecord, RecordRow>;
  readonly #drafts: TransactionDrafts;
  readonly #meta: TransactionMeta;
  readonly #marks: SendingMarks;
  /** Rows that did not open. `flush` sets them aside; a transaction that only reads cannot. */
  readonly lost = new LostRows();

  private constructor(
    database: EngineDatabase,
    ring: KeyRing,
    opened: OpenedTexts,
    meta: TransactionMeta,
    marks: SendingMarks,
    writes: boolean,
  ) {
    this.#db = database;
    this.#ring = ring;
    this.#meta = meta;
    this.#marks = marks;
    this.#sealer = new Sealer(() => ring.load(writes), opened);
    this.#items = new TransactionItems(database.sealedItems, this.#sealer, marks);
    this.#drafts = new TransactionDrafts(database.sealedDrafts, this.#sealer, this.lost);
    this.#records = new WriteBehind(database.sealedRecords, {
      open: async (rows) => {
        const records = await openRecords(this.#sealer, rows);
        rows.forEach((row, index) => {
          if (records[index] === undefined) this.lost.add('records', row.id, row);
        });
        return records;
      },
      seal: (records) => sealRecords(this.#sealer, records),
    });
  }

  /** First thing within a transaction of the database. */
  static async begin(
    database: EngineDatabase,
    ring: KeyRing,
    memory: { readonly opened: OpenedTexts; readonly marked: MarkedItems },
    writes: boolean,
  ): Promise<DexieTransaction> {
    const meta = new TransactionMeta(database.meta, writes);
    const marks = await SendingMarks.read(meta, memory.marked);
    return new DexieTransaction(database, ring, memory.opened, meta, marks, writes);
  }

  /** Writes what is held back. */
  async flush(): Promise<void> {
    await this.#items.flush();
    await this.#records.flush();
    for (const { table, id } of this.lost.all)
      if (table === 'records' && this.#records.hasWritten(id)) this.lost.replaced(table, id);
    await setAside(this.#db, this, this.lost.all);
    this.#marks.flush();
    await this.#meta.flush();
  }

  preload(recordIds: readonly RecordId[], itemIds: readonly string[] = []): Promise<void> {
    this.#items.recall(itemIds);
    const known =
      itemIds.every((id) => this.#items.isKnown(id)) &&
      recordIds.every((id) => this.#items.knowsAllOf(id) && this.#records.isKnown(id));
    return known ? Promise.resolve() : this.#load(recordIds, itemIds);
  }

  async #load(recordIds: readonly RecordId[], itemIds: readonly string[]): Promise<void> {
    await this.#items.preload(itemIds);
    await this.#items.load(recordIds);
    await this.#records.load(recordIds);
  }

  getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#records.isKnown(id) ? Promise.resolve(this.#knownRecord(id)) : this.#readRecord(id);
  }

  #knownRecord(id: RecordId): StoredRecord | undefined {
    const record = this.#records.known(id);
    return record === undefined ? undefined : this.#marks.overRecord(record);
  }

  async #readRecord(id: RecordId): Promise<StoredRecord | undefined> {
    await this.#records.load([id]);
    return this.#knownRecord(id);
  }

  async listRecords(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
    await this.#records.flush();
    if (query.state === 'sending') return this.#listSending(query);
    /* Records on the way lie among those on the phone. */
    const between = query.state === 'phone' ? this.#marks.recordIds.length : 0;
    const rows = await this.#recordsBy(query)
      .reverse()
      .limit(query.limit + between)
      .toArray();
    const wanted = between === 0 ? rows : rows.filter(({ id }) => !this.#marks.hasRecord(id));
    const records = await this.#records.take(wanted.slice(0, query.limit), (row) => row.id);
    return records.map((record) => this.#marks.overRecord(record));
  }

  async #listSending(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
    const { type, before = Infinity, limit } = query;
    const ids = this.#marks.recordIds;
    await this.#records.load(ids);
    const marked = ids
      .flatMap((id) => this.#records.known(id) ?? [])
      .map((record) => this.#marks.overRecord(record));
    const rows = await this.#recordsBy(query).reverse().limit(limit).toArray();
    const stored = await this.#records.take(
      rows.filter(({ id }) => !this.#marks.hasRecord(id)),
      (row) => row.id,
    );
    return [...marked, ...stored]
      .filter((record) => record.state === 'sending' && record.savedAt < before)
      .filter((record) => type === undefined || record.type === type)
      .sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  #recordsBy(query: Parameters<StoreReader['listRecords']>[0]): Collection<RecordRow, string> {
    const { sealedRecords: records } = this.#db;
    const prefix = [query.type, query.state].filter((part) => part !== undefined);
    const names = [
      ...(query.type === undefined ? [] : ['type']),
      ...(query.state === undefined ? [] : ['state']),
      'savedAt',
    ];
    const before = query.before;
    if (prefix.length === 0)
      return before === undefined ? records.orderBy('savedAt') : records.where('savedAt').below(before);
    return records
      .where(`[${names.join('+')}]`)
      .between([...prefix, MIN], [...prefix, before ?? MAX], true, before === undefined);
  }

  async recordsAfter(after: RecordId | null, limit: number): Promise<StoredRecord[]> {
    await this.#records.flush();
    const { sealedRecords: records } = this.#db;
    const rows = await (after === null ? records.orderBy('id') : records.where('id').above(after))
      .limit(limit)
      .toArray();
    return this.#records.take(rows, (row) => row.id);
  }

  async countRecords(state: StoredRecord['state']): Promise<number> {
    await this.#records.flush();
    const rows = this.#db.sealedRecords.where('[state+savedAt]').between([state, MIN], [state, MAX]);
    if (state === 'phone') return (await rows.count()) - (await this.#onTheWay());
    return (await rows.count()) + (state === 'sending' ? await this.#onTheWay() : 0);
  }

  /** Records that are stored as on the phone and are on the way. */
  async #onTheWay(): Promise<number> {
    const rows = await this.#db.sealedRecords.bulkGet(this.#marks.recordIds);
    return rows.filter((row) => row?.state === 'phone').length;
  }

  getItem(id: string): Promise<OutboxItem | undefined> {
    return this.#items.isKnown(id) ? Promise.resolve(this.#items.known(id)) : this.#items.get(id);
  }

  itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    return recordIds.every((id) => this.#items.knowsAllOf(id))
      ? Promise.resolve(this.#items.knownOf(recordIds))
      : this.#items.of(recordIds);
  }

  async waitingItems(query: Parameters<StoreReader['waitingItems']>[0]): Promise<OutboxItem[]> {
    const from = query.after === undefined ? [MIN] : [query.after.order, query.after.seq];
    return this.#itemsBetween('[state+lane+order+seq]', {
      from: ['waiting', query.lane, ...from],
      to: ['waiting', query.lane, MAX],
      limit: query.limit,
    });
  }

  async itemsIn(query: Parameters<StoreReader['itemsIn']>[0]): Promise<OutboxItem[]> {
    const { state, limit } = query;
    const index = state === 'later' ? '[state+nextAttemptAt]' : '[state+order+seq]';
    const stored = await this.#itemsBetween(index, { from: [state, MIN], to: [state, MAX], limit });
    if (state !== 'sending') return stored;
    const all = [...stored, ...(await this.#items.marked())];
    return all.sort((a, b) => a.order - b.order || a.seq - b.seq).slice(0, limit);
  }

  async dueItems(query: Parameters<StoreReader['dueItems']>[0]): Promise<OutboxItem[]> {
    const index = '[state+nextAttemptAt]';
    const due = await this.#itemsBetween(index, {
      from: ['later', MIN],
      to: ['later', query.now],
      limit: query.limit,
    });
    if (due.length === query.limit) return due;
    const beyond = await this.#itemsBetween(index, {
      from: ['later', query.horizon],
      to: ['later', MAX],
      limit: query.limit - due.length,
    });
    return [...due, ...beyond];
  }

  async newestItems(query: Parameters<StoreReader['newestItems']>[0]): Promise<OutboxItem[]> {
    await this.#items.flush();
    const { sealedItems } = this.#db;
    const rows =
      query.before === undefined ? sealedItems.orderBy('seq') : sealedItems.where('seq').below(query.before);
    return this.#items.take(await rows.reverse().limit(query.limit).toArray());
  }

  async dependents(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    await this.#items.flush();
    return this.#items.dependents(recordIds);
  }

  /** `from` itself is not among them. */
  async #itemsBetween(
    index: string,
    range: { readonly from: readonly unknown[]; readonly to: readonly unknown[]; readonly limit: number },
  ): Promise<OutboxItem[]> {
    await this.#items.flush();
    const { from, to, limit } = range;
    const rows = this.#db.sealedItems.where(index).between(from, to, false, true);
    return this.#items.leaveOutSending(limit, (most) => rows.clone().limit(most).toArray());
  }

  getMeta<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined> {
    return this.#meta.isKnown(key) ? Promise.resolve(this.#meta.known(key)) : this.#meta.get(key);
  }

  getDraft(key: string): Promise<Draft | undefined> {
    return this.#drafts.get(key);
  }

  listDrafts(): Promise<Draft[]> {
    return this.#drafts.list();
  }

  async isLocked(): Promise<boolean> {
    return this.#ring.isLocked(await this.#ring.row());
  }

  rawItem(id: string): Promise<unknown> {
    return this.#db.sealedItems.get(id);
  }

  listQuarantined(limit: number): Promise<readonly unknown[]> {
    return this.#db.quarantine.orderBy('at').limit(limit).toArray();
  }

  listSessions(limit: number): Promise<SessionRow[]> {
    return this.#db.sessions.orderBy('startedAt').reverse().limit(limit).toArray();
  }

  putRecord(record: StoredRecord): Promise<void> {
    this.#records.put(record.id, record);
    return Promise.resolve();
  }

  deleteRecord(id: RecordId): Promise<void> {
    this.#records.delete(id);
    return Promise.resolve();
  }

  putItem(item: OutboxItem): Promise<void> {
    this.#items.put(item);
    return Promise.resolve();
  }

  deleteItem(id: string): Promise<void> {
    this.#items.delete(id);
    return Promise.resolve();
  }

  markSending(items: readonly OutboxItem[], at: number): Promise<void> {
    this.#items.markSending(items, at);
    return Promise.resolve();
  }

  unmarkSending(ids: readonly string[]): Promise<number> {
    return Promise.resolve(this.#items.unmarkSending(ids));
  }

  async arrive(arrivals: readonly Arrival[], at: number): Promise<readonly Arrival[]> {
    const { sealedRecords } = this.#db;
    /* What was read or written in this transaction may be in the middle of a change. */
    const untouched = arrivals.filter(({ item }) => !this.#records.isKnown(item.recordId));
    const rows = await sealedRecords.bulkGet(untouched.map(({ item }) => item.recordId));
    const arrived = new Map<Arrival, RecordRow>();
    untouched.forEach((arrival, index) => {
      const row = rows[index];
      const after = row && arrivedRow(row, arrival.version, at);
      if (after !== undefined) arrived.set(arrival, after);
    });
    await sealedRecords.bulkPut([...arrived.values()]);
    for (const { item } of arrived.keys()) this.#items.delete(item.id);
    return arrivals.filter((arrival) => !arrived.has(arrival));
  }

  putMeta<Key extends MetaKey>(key: Key, value: MetaRows[Key]): Promise<void> {
    this.#meta.put(key, value);
    return Promise.resolve();
  }

  deleteMeta(key: MetaKey): Promise<void> {
    this.#meta.delete(key);
    return Promise.resolve();
  }

  putDraft(draft: Draft): Promise<void> {
    return this.#drafts.put(draft);
  }

  deleteDraft(key: string): Promise<void> {
    return this.#drafts.delete(key);
  }

  async putSession(session: SessionRow): Promise<void> {
    await this.#db.sessions.put(session);
  }

  async pruneSessions(bounds: { readonly keep: number; readonly before: number }): Promise<void> {
    const { sessions } = this.#db;
    const old = await sessions.where('startedAt').below(bounds.before).primaryKeys();
    const beyond = await sessions.orderBy('startedAt').reverse().offset(bounds.keep).primaryKeys();
    if (old.length + beyond.length > 0) await sessions.bulkDelete([...old, ...beyond]);
  }

  async logDiscard(item: OutboxItem, at: number): Promise<void> {
    /* What did not open is logged as it lies on the disk: a person threw it away without having seen it. */
    const kept = item.unreadable === true ? { ...item, raw: await this.rawItem(item.id) } : item;
    const text = exportText(kept);
    const [box] = await this.#sealer.seal([{ bound: boundTo('discards', item.id, 'item'), text }]);
    if (box === undefined) throw new Error('a discard came out of sealing without its box');
    await this.#db.sealedDiscards.add({ at, id: item.id, box });
  }
}
