import type { RecordId } from '@fieldsync/protocol';
import { Dexie, type Collection } from 'dexie';
import type { Draft, MetaKey, MetaRows, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import type { StoreReader, StoreWriter } from '../ports.ts';
import { SESSIONS_KEPT } from '../read-state.ts';
import type { EngineDatabase } from './engine-database.ts';
import { TransactionItems } from './transaction-items.ts';
import { WriteBehind } from './write-behind.ts';

const MIN = Dexie.minKey;
const MAX = Dexie.maxKey;

/**
 * One transaction on IndexedDB. What was read is kept and what is written is held back until a query needs it or the
 * work is done, then goes in bulk: each request to IndexedDB is a round trip to another process, and settling 200 items
 * one by one took 1,600 of them.
 */
export class DexieTransaction implements StoreWriter {
  readonly #db: EngineDatabase;
  readonly #items: TransactionItems;
  readonly #records: WriteBehind<StoredRecord>;
  readonly #meta: WriteBehind<{ readonly key: string; readonly value: unknown }>;

  constructor(database: EngineDatabase) {
    this.#db = database;
    this.#items = new TransactionItems(database);
    this.#records = new WriteBehind(database.records);
    this.#meta = new WriteBehind(database.meta);
  }

  /** Writes what is held back. */
  async flush(): Promise<void> {
    await this.#items.flush();
    await this.#records.flush();
    await this.#meta.flush();
  }

  async preload(recordIds: readonly RecordId[]): Promise<void> {
    await this.#items.load(recordIds);
    await this.#records.load(recordIds);
  }

  getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#records.get(id);
  }

  async listRecords(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
    await this.#records.flush();
    return this.#recordsBy(query).reverse().limit(query.limit).toArray();
  }

  #recordsBy(query: Parameters<StoreReader['listRecords']>[0]): Collection<StoredRecord, string> {
    const { records } = this.#db;
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
    return this.#db.records.where('[state+savedAt]').between([state, MIN], [state, MAX]).count();
  }

  getItem(id: string): Promise<OutboxItem | undefined> {
    return this.#items.get(id);
  }

  itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    return this.#items.of(recordIds);
  }

  async waitingItems(query: Parameters<StoreReader['waitingItems']>[0]): Promise<OutboxItem[]> {
    await this.#items.flush();
    const from = query.after === undefined ? [MIN] : [query.after.order, query.after.seq];
    return this.#db.outbox
      .where('[state+lane+order+seq]')
      .between(['waiting', query.lane, ...from], ['waiting', query.lane, MAX], false)
      .limit(query.limit)
      .toArray();
  }

  async itemsIn(query: Parameters<StoreReader['itemsIn']>[0]): Promise<OutboxItem[]> {
    await this.#items.flush();
    const index = query.state === 'later' ? '[state+nextAttemptAt]' : '[state+order+seq]';
    return this.#db.outbox
      .where(index)
      .between([query.state, MIN], [query.state, MAX])
      .limit(query.limit)
      .toArray();
  }

  async dueItems(query: Parameters<StoreReader['dueItems']>[0]): Promise<OutboxItem[]> {
    await this.#items.flush();
    const due = await this.#db.outbox
      .where('[state+nextAttemptAt]')
      .between(['later', MIN], ['later', query.now], true, true)
      .limit(query.limit)
      .toArray();
    if (due.length === query.limit) return due;
    const beyond = await this.#db.outbox
      .where('[state+nextAttemptAt]')
      .between(['later', query.horizon], ['later', MAX], false)
      .limit(query.limit - due.length)
      .toArray();
    return [...due, ...beyond];
  }

  async getMeta<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined> {
    const row = await this.#meta.get(key);
    return row?.value as MetaRows[Key] | undefined;
  }

  getDraft(key: string): Promise<Draft | undefined> {
    return this.#db.drafts.get(key);
  }

  listDrafts(): Promise<Draft[]> {
    return this.#db.drafts.orderBy('savedAt').reverse().toArray();
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

  async putDraft(draft: Draft): Promise<void> {
    await this.#db.drafts.put(draft);
  }

  async deleteDraft(key: string): Promise<void> {
    await this.#db.drafts.delete(key);
  }

  async putSession(session: SessionRow): Promise<void> {
    await this.#db.sessions.put(session);
    const beyond = await this.#db.sessions.orderBy('startedAt').reverse().offset(SESSIONS_KEPT).primaryKeys();
    if (beyond.length > 0) await this.#db.sessions.bulkDelete(beyond);
  }

  async logDiscard(item: OutboxItem, at: number): Promise<void> {
    await this.#db.discards.add({ item, at });
  }
}
