import type { RecordId } from '@fieldsync/protocol';
import { markedSending } from '../core/marked-sending.ts';
import {
  StoreLockedError,
  type Arrival,
  type EngineStore,
  type StoreReader,
  type StoreWriter,
} from '../ports.ts';
import type { Draft, MetaKey, MetaRows, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';

interface Tables {
  records: Map<string, StoredRecord>;
  items: Map<string, OutboxItem>;
  /** Items on the way, as they were before. */
  marked: Map<string, OutboxItem>;
  meta: Map<MetaKey, unknown>;
  drafts: Map<string, Draft>;
  sessions: Map<string, SessionRow>;
  discards: { item: OutboxItem; at: number }[];
  quarantine: unknown[];
}

const emptyTables = (): Tables => ({
  records: new Map(),
  items: new Map(),
  marked: new Map(),
  meta: new Map(),
  drafts: new Map(),
  sessions: new Map(),
  discards: [],
  quarantine: [],
});

const copyTables = (tables: Tables): Tables => ({
  records: new Map(tables.records),
  items: new Map(tables.items),
  marked: new Map(tables.marked),
  meta: new Map(tables.meta),
  drafts: new Map(tables.drafts),
  sessions: new Map(tables.sessions),
  discards: [...tables.discards],
  quarantine: [...tables.quarantine],
});

/** What survives when a phone dies: share one disk between a store and its successor. */
export class MemoryDisk {
  tables: Tables = emptyTables();
  /** Set to make the next commits fail as a full or dying disk would. */
  beforeCommit: ((tables: Tables) => void) | undefined;
  /** A PIN stands before the records. */
  locked = false;
  /** Ends when the last write that was begun has: stores that share the disk wait for each other. */
  tail: Promise<unknown> = Promise.resolve();
}

/**
 * A store in memory with the semantics of the real one: atomic, serialised writes, snapshot reads. A write that throws,
 * or whose commit is prevented, leaves no trace.
 */
export class MemoryEngineStore implements EngineStore {
  readonly #disk: MemoryDisk;

  constructor(disk: MemoryDisk = new MemoryDisk()) {
    this.#disk = disk;
  }

  async read<Result>(work: (tx: StoreReader) => Promise<Result>): Promise<Result> {
    return work(new MemoryTransaction(copyTables(this.#disk.tables), this.#disk.locked));
  }

  async write<Result>(work: (tx: StoreWriter) => Promise<Result>): Promise<Result> {
    const turn = this.#disk.tail.then(async () => {
      const tables = copyTables(this.#disk.tables);
      const result = await work(new MemoryTransaction(tables, this.#disk.locked));
      this.#disk.beforeCommit?.(tables);
      this.#disk.tables = tables;
      return result;
    });
    this.#disk.tail = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    /* The disk stays, for the next store. */
  }
}

const onPhone = ({ state }: StoredRecord): boolean => state === 'phone' || state === 'sending';

class MemoryTransaction implements StoreWriter {
  readonly #tables: Tables;
  readonly #locked: boolean;

  constructor(tables: Tables, locked: boolean) {
    this.#tables = tables;
    this.#locked = locked;
  }

  get #rows(): Tables {
    if (this.#locked) throw new StoreLockedError('Locked with a PIN');
    return this.#tables;
  }

  isLocked(): Promise<boolean> {
    return Promise.resolve(this.#locked);
  }

  rawItem(id: string): Promise<unknown> {
    return Promise.resolve(this.#rows.items.get(id));
  }

  listQuarantined(limit: number): Promise<readonly unknown[]> {
    return Promise.resolve(this.#tables.quarantine.slice(0, limit));
  }

  preload(): Promise<void> {
    return Promise.resolve();
  }

  getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return Promise.resolve(this.#rows.records.get(id));
  }

  listRecords(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
    const found = [...this.#rows.records.values()]
      .filter((record) => query.type === undefined || record.type === query.type)
      .filter((record) => query.state === undefined || record.state === query.state)
      .filter((record) => query.before === undefined || record.savedAt < query.before)
      .sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? 1 : -1));
    return Promise.resolve(found.slice(0, query.limit));
  }

  recordsAfter(after: RecordId | null, limit: number): Promise<StoredRecord[]> {
    const found = [...this.#tables.records.values()]
      .filter(({ id }) => after === null || id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return Promise.resolve(found.slice(0, limit));
  }

  countRecords(state: StoredRecord['state']): Promise<number> {
    return Promise.resolve(
      [...this.#tables.records.values()].filter((record) => record.state === state).length,
    );
  }

  getItem(id: string): Promise<OutboxItem | undefined> {
    return Promise.resolve(this.#rows.items.get(id));
  }

  getItems(ids: readonly string[]): Promise<(OutboxItem | undefined)[]> {
    return Promise.resolve(ids.map((id) => this.#rows.items.get(id)));
  }

  itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    const wanted = new Set<string>(recordIds);
    return Promise.resolve(
      [...this.#rows.items.values()]
        .filter((item) => wanted.has(item.recordId))
        .sort((a, b) => a.seq - b.seq),
    );
  }

  waitingItems(query: Parameters<StoreReader['waitingItems']>[0]): Promise<OutboxItem[]> {
    const found = [...this.#rows.items.values()].filter(
      (item) => item.state === 'waiting' && item.lane === query.lane,
    );
    const { after } = query;
    const behind = found.filter(
      (item) =>
        after === undefined ||
        item.order > after.order ||
        (item.order === after.order && item.seq > after.seq),
    );
    return Promise.resolve(behind.sort((a, b) => a.order - b.order || a.seq - b.seq).slice(0, query.limit));
  }

  itemsIn(query: Parameters<StoreReader['itemsIn']>[0]): Promise<OutboxItem[]> {
    const key = (item: OutboxItem): number => (query.state === 'later' ? item.nextAttemptAt : item.order);
    const found = [...this.#rows.items.values()].filter((item) => item.state === query.state);
    return Promise.resolve(found.sort((a, b) => key(a) - key(b) || a.seq - b.seq).slice(0, query.limit));
  }

  dueItems(query: Parameters<StoreReader['dueItems']>[0]): Promise<OutboxItem[]> {
    const later = [...this.#rows.items.values()]
      .filter((item) => item.state === 'later')
      .sort((a, b) => a.nextAttemptAt - b.nextAttemptAt || a.seq - b.seq);
    const due = later.filter((item) => item.nextAttemptAt <= query.now);
    const beyond = later.filter((item) => item.nextAttemptAt > query.horizon);
    return Promise.resolve([...due, ...beyond].slice(0, query.limit));
  }

  newestItems({
    before = Infinity,
    limit,
  }: Parameters<StoreReader['newestItems']>[0]): Promise<OutboxItem[]> {
    const found = [...this.#rows.items.values()].filter((item) => item.seq < before);
    return Promise.resolve(found.sort((a, b) => b.seq - a.seq).slice(0, limit));
  }

  dependents(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    const wanted = new Set<string>(recordIds);
    return Promise.resolve(
      [...this.#rows.items.values()].filter((item) => item.dependsOn.some((id) => wanted.has(id))),
    );
  }

  getMeta<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined> {
    return Promise.resolve(this.#tables.meta.get(key) as MetaRows[Key] | undefined);
  }

  getDraft(key: string): Promise<Draft | undefined> {
    return Promise.resolve(this.#rows.drafts.get(key));
  }

  listDrafts(): Promise<Draft[]> {
    return Promise.resolve([...this.#rows.drafts.values()].sort((a, b) => b.savedAt - a.savedAt));
  }

  listSessions(limit: number): Promise<SessionRow[]> {
    return Promise.resolve(
      [...this.#tables.sessions.values()]
        .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))
        .slice(0, limit),
    );
  }

  async putRecord(record: StoredRecord): Promise<void> {
    this.#rows.records.set(record.id, structuredClone(record));
    return Promise.resolve();
  }

  async deleteRecord(id: RecordId): Promise<void> {
    this.#rows.records.delete(id);
    return Promise.resolve();
  }

  async putItem(item: OutboxItem): Promise<void> {
    this.#unmark(item.id);
    this.#rows.items.set(item.id, structuredClone(item));
    return Promise.resolve();
  }

  async deleteItem(id: string): Promise<void> {
    this.#unmark(id);
    this.#rows.items.delete(id);
    return Promise.resolve();
  }

  #unmark(id: string): void {
    const { marked, records } = this.#rows;
    const before = marked.get(id);
    if (before === undefined) return;
    marked.delete(id);
    const record = records.get(before.recordId);
    if (record?.state === 'sending' && ![...marked.values()].some((item) => item.recordId === record.id))
      records.set(record.id, { ...record, state: 'phone' });
  }

  async markSending(items: readonly OutboxItem[], at: number): Promise<void> {
    const { items: stored, records, marked } = this.#rows;
    for (const item of items) {
      marked.set(item.id, structuredClone(item));
      stored.set(item.id, markedSending(structuredClone(item), at));
      const record = records.get(item.recordId);
      if (record?.state === 'phone') records.set(record.id, { ...record, state: 'sending' });
    }
    return Promise.resolve();
  }

  async unmarkSending(ids: readonly string[]): Promise<number> {
    const { items, marked } = this.#rows;
    const before = ids.flatMap((id) => marked.get(id) ?? []);
    for (const item of before) {
      this.#unmark(item.id);
      items.set(item.id, item);
    }
    return Promise.resolve(before.length);
  }

  async arrive(arrivals: readonly Arrival[], at: number): Promise<void> {
    for (const { item, version } of arrivals) {
      const record = this.#rows.records.get(item.recordId);
      if (record === undefined || record.base !== null || record.deleted || !onPhone(record))
        throw new Error(`${item.id} was said to be alone, and its record is more than made here`);
      await this.deleteItem(item.id);
      const base = { version, data: record.data };
      this.#rows.records.set(record.id, { ...record, state: 'office', base, officeAt: at });
    }
  }

  async putMeta<Key extends MetaKey>(key: Key, value: MetaRows[Key]): Promise<void> {
    this.#tables.meta.set(key, structuredClone(value));
    return Promise.resolve();
  }

  async deleteMeta(key: MetaKey): Promise<void> {
    this.#tables.meta.delete(key);
    return Promise.resolve();
  }

  async putDraft(draft: Draft): Promise<void> {
    this.#rows.drafts.set(draft.key, structuredClone(draft));
    return Promise.resolve();
  }

  async deleteDraft(key: string): Promise<void> {
    this.#rows.drafts.delete(key);
    return Promise.resolve();
  }

  async putSession(session: SessionRow): Promise<void> {
    this.#tables.sessions.set(session.id, structuredClone(session));
    return Promise.resolve();
  }

  async pruneSessions(bounds: { readonly keep: number; readonly before: number }): Promise<void> {
    const newestFirst = [...this.#tables.sessions.values()].sort((a, b) => b.startedAt - a.startedAt);
    newestFirst.forEach((session, place) => {
      if (place >= bounds.keep || session.startedAt < bounds.before) this.#tables.sessions.delete(session.id);
    });
    return Promise.resolve();
  }

  async logDiscard(item: OutboxItem, at: number): Promise<void> {
    this.#tables.discards.push({ item: structuredClone(item), at });
    return Promise.resolve();
  }
}
