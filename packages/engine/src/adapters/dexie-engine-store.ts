import type { RecordId } from '@fieldsync/protocol';
import { Dexie, type Collection } from 'dexie';
import { StoreFullError, type EngineStore, type StoreReader, type StoreWriter } from '../ports.ts';
import { SESSIONS_KEPT } from '../read-state.ts';
import type { Draft, MetaKey, MetaRows, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import { EngineDatabase } from './engine-database.ts';

const MIN = Dexie.minKey;
const MAX = Dexie.maxKey;

/** The engine's store on IndexedDB. */
export class DexieEngineStore implements EngineStore {
  readonly #database: EngineDatabase;

  constructor(database: EngineDatabase) {
    this.#database = database;
  }

  static open(account: string): DexieEngineStore {
    return new DexieEngineStore(new EngineDatabase(account));
  }

  /*
   * The scopes are `async` functions, not functions that return a promise: only of those does Dexie follow the native
   * awaits from the first one on. Otherwise what comes after an await that made no request runs outside the transaction
   * and is committed alone.
   */

  async read<Result>(work: (tx: StoreReader) => Promise<Result>): Promise<Result> {
    return this.#database.transaction('r', this.#database.tables, async () =>
      work(new DexieTransaction(this.#database)),
    );
  }

  async write<Result>(work: (tx: StoreWriter) => Promise<Result>): Promise<Result> {
    try {
      return await this.#database.transaction('rw', this.#database.tables, async () =>
        work(new DexieTransaction(this.#database)),
      );
    } catch (error) {
      throw isFull(error) ? new StoreFullError('No room left on this device', { cause: error }) : error;
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** Dexie wraps the browser's error, and an aborted transaction carries it inside. */
function isFull(error: unknown): boolean {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 4; depth += 1) {
    if (current.name === 'QuotaExceededError') return true;
    current = (current as Error & { inner?: unknown }).inner ?? current.cause;
  }
  return false;
}

class DexieTransaction implements StoreWriter {
  readonly #db: EngineDatabase;

  constructor(database: EngineDatabase) {
    this.#db = database;
  }

  getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#db.records.get(id);
  }

  listRecords(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
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

  countRecords(state: StoredRecord['state']): Promise<number> {
    return this.#db.records.where('[state+savedAt]').between([state, MIN], [state, MAX]).count();
  }

  getItem(id: string): Promise<OutboxItem | undefined> {
    return this.#db.outbox.get(id);
  }

  async itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    if (recordIds.length === 0) return [];
    const items = await this.#db.outbox
      .where('recordId')
      .anyOf([...recordIds])
      .toArray();
    return items.sort((a, b) => a.seq - b.seq);
  }

  waitingItems(query: Parameters<StoreReader['waitingItems']>[0]): Promise<OutboxItem[]> {
    return this.#db.outbox
      .where('[state+lane+order]')
      .between(['waiting', query.lane, MIN], ['waiting', query.lane, MAX])
      .offset(query.offset ?? 0)
      .limit(query.limit)
      .toArray();
  }

  itemsIn(query: Parameters<StoreReader['itemsIn']>[0]): Promise<OutboxItem[]> {
    const index = query.state === 'later' ? '[state+nextAttemptAt]' : '[state+order]';
    return this.#db.outbox
      .where(index)
      .between([query.state, MIN], [query.state, MAX])
      .limit(query.limit)
      .toArray();
  }

  async getMeta<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined> {
    const row = await this.#db.meta.get(key);
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

  async putRecord(record: StoredRecord): Promise<void> {
    await this.#db.records.put(record);
  }

  async deleteRecord(id: RecordId): Promise<void> {
    await this.#db.records.delete(id);
  }

  async putItem(item: OutboxItem): Promise<void> {
    await this.#db.outbox.put(item);
  }

  async deleteItem(id: string): Promise<void> {
    await this.#db.outbox.delete(id);
  }

  async putMeta<Key extends MetaKey>(key: Key, value: MetaRows[Key]): Promise<void> {
    await this.#db.meta.put({ key, value });
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
