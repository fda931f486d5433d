import type { RecordId } from '@fieldsync/protocol';
import { Dexie, type Collection } from 'dexie';
import type { Draft, MetaKey, MetaRows, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import type { StoreReader, StoreWriter } from '../ports.ts';
import { exportText } from '../export-text.ts';
import type { EngineDatabase, MetaRow } from './engine-database.ts';
import type { KeyRing } from './key-ring.ts';
import { LostRows } from './lost-rows.ts';
import type { OpenedTexts } from './opened-texts.ts';
import { openRecords, sealRecords } from './record-form.ts';
import { boundTo, type RecordRow } from './sealed-rows.ts';
import { Sealer } from './sealer.ts';
import { setAside } from './set-aside.ts';
import { TransactionDrafts } from './transaction-drafts.ts';
import { TransactionItems } from './transaction-items.ts';
import { WriteBehind } from './write-behind.ts';

const MIN = Dexie.minKey;
const MAX = Dexie.maxKey;

/**
 * One transaction on IndexedDB. What was read is kept and what is written is held back until a query needs it or the
 * work is done, then goes in bulk: each request to IndexedDB is a round trip to another process, and settling 200 items
 * one by one took 1,600 of them. Rows are opened and sealed in bulk for the same reason.
 */
export class DexieTransaction implements StoreWriter {
  readonly #db: EngineDatabase;
  readonly #ring: KeyRing;
  readonly #sealer: Sealer;
  readonly #items: TransactionItems;
  readonly #records: WriteBehind<StoredRecord, RecordRow>;
  readonly #drafts: TransactionDrafts;
  readonly #meta: WriteBehind<MetaRow, MetaRow>;
  /** Rows that did not open. `flush` sets them aside; a transaction that only reads cannot. */
  readonly lost = new LostRows();

  constructor(database: EngineDatabase, ring: KeyRing, opened: OpenedTexts, writes: boolean) {
    this.#db = database;
    this.#ring = ring;
    this.#sealer = new Sealer(() => ring.load(writes), opened);
    this.#items = new TransactionItems(database.sealedItems, this.#sealer);
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
    this.#meta = new WriteBehind(database.meta, {
      open: (rows) => Promise.resolve([...rows]),
      seal: (rows) => Promise.resolve([...rows]),
    });
  }

  /** Writes what is held back. */
  async flush(): Promise<void> {
    await this.#items.flush();
    await this.#records.flush();
    for (const { table, id } of this.lost.all)
      if (table === 'records' && this.#records.hasWritten(id)) this.lost.replaced(table, id);
    await setAside(this.#db, this, this.lost.all);
    await this.#meta.flush();
  }

  async preload(recordIds: readonly RecordId[], itemIds: readonly string[] = []): Promise<void> {
    await this.#items.preload(itemIds);
    await this.#items.load(recordIds);
    await this.#records.load(recordIds);
  }

  getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#records.get(id);
  }

  async listRecords(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
    await this.#records.flush();
    const rows = await this.#recordsBy(query).reverse().limit(query.limit).toArray();
    return this.#records.take(rows, (row) => row.id);
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

  async countRecords(state: StoredRecord['state']): Promise<number> {
    await this.#records.flush();
    return this.#db.sealedRecords.where('[state+savedAt]').between([state, MIN], [state, MAX]).count();
  }

  getItem(id: string): Promise<OutboxItem | undefined> {
    return this.#items.get(id);
  }

  itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    return this.#items.of(recordIds);
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
    const index = query.state === 'later' ? '[state+nextAttemptAt]' : '[state+order+seq]';
    return this.#itemsBetween(index, {
      from: [query.state, MIN],
      to: [query.state, MAX],
      limit: query.limit,
    });
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

  /** `from` itself is not among them. */
  async #itemsBetween(
    index: string,
    range: { readonly from: readonly unknown[]; readonly to: readonly unknown[]; readonly limit: number },
  ): Promise<OutboxItem[]> {
    await this.#items.flush();
    const { from, to, limit } = range;
    const rows = await this.#db.sealedItems
      .where(index)
      .between(from, to, false, true)
      .limit(limit)
      .toArray();
    return this.#items.take(rows);
  }

  async getMeta<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined> {
    const row = await this.#meta.get(key);
    return row?.value as MetaRows[Key] | undefined;
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

  putMeta<Key extends MetaKey>(key: Key, value: MetaRows[Key]): Promise<void> {
    this.#meta.put(key, { key, value });
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
