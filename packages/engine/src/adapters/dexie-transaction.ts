import type { RecordId } from '@fieldsync/protocol';
import { Dexie, type Collection } from 'dexie';
import type { Draft, MetaKey, MetaRows, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import type { Arrival, PlaceInLine, StoreReader, StoreWriter } from '../ports.ts';
import { exportText } from '../export-text.ts';
import type { Arrived, KnownArrivals } from './arrivals.ts';
import { Arrivals } from './arrivals.ts';
import type { EngineDatabase } from './engine-database.ts';
import { Frontier } from './frontier.ts';
import type { KeyRing } from './key-ring.ts';
import { LostRows } from './lost-rows.ts';
import type { OpenedTexts } from './opened-texts.ts';
import { boundTo, type ItemRow } from './sealed-rows.ts';
import { Sealer } from './sealer.ts';
import { setAside } from './set-aside.ts';
import { TransactionDrafts } from './transaction-drafts.ts';
import { SendingMarks, type MarkedItems } from './sending-marks.ts';
import { TransactionItems } from './transaction-items.ts';
import { TransactionMeta } from './transaction-meta.ts';
import { TransactionRecords } from './transaction-records.ts';

const MIN = Dexie.minKey;
const MAX = Dexie.maxKey;

/** What one context remembers between its transactions. */
export interface TransactionMemory {
  readonly opened: OpenedTexts;
  readonly marked: MarkedItems;
  readonly arrivals: KnownArrivals;
}

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
  readonly #records: TransactionRecords;
  readonly #drafts: TransactionDrafts;
  readonly #meta: TransactionMeta;
  readonly #marks: SendingMarks;
  readonly #arrivals: Arrivals;
  readonly #frontier: Frontier;
  /** Rows that did not open. `flush` sets them aside; a transaction that only reads cannot. */
  readonly lost = new LostRows();

  private constructor(
    database: EngineDatabase,
    ring: KeyRing,
    opened: OpenedTexts,
    meta: TransactionMeta,
    over: { readonly marks: SendingMarks; readonly arrivals: Arrivals; readonly frontier: Frontier },
    writes: boolean,
  ) {
    const { marks, arrivals, frontier } = over;
    this.#db = database;
    this.#ring = ring;
    this.#meta = meta;
    this.#marks = marks;
    this.#arrivals = arrivals;
    this.#frontier = frontier;
    this.#sealer = new Sealer(() => ring.load(writes), opened);
    this.#items = new TransactionItems(database.sealedItems, { sealer: this.#sealer, ...over });
    this.#drafts = new TransactionDrafts(database.sealedDrafts, this.#sealer, this.lost);
    this.#records = new TransactionRecords(database.sealedRecords, {
      sealer: this.#sealer,
      marks,
      arrivals,
      lost: this.lost,
    });
  }

  /** First thing within a transaction of the database. */
  static async begin(
    database: EngineDatabase,
    ring: KeyRing,
    memory: TransactionMemory,
    { writes, atOnce }: { readonly writes: boolean; readonly atOnce: boolean },
  ): Promise<DexieTransaction> {
    const meta = new TransactionMeta(database.meta, atOnce);
    /* Before anything else: what follows need not wait for them, and every row is seen with what is laid over it. */
    const [arrivals] = await Promise.all([
      Arrivals.read(database.arrivals, memory.arrivals),
      meta.load(['sending', 'frontier']),
    ]);
    const over = {
      marks: new SendingMarks(meta, memory.marked),
      arrivals,
      frontier: new Frontier(meta),
    };
    return new DexieTransaction(database, ring, memory.opened, meta, over, writes);
  }

  /** What has arrived and is not folded into the rows yet. */
  get unfolded(): number {
    return this.#arrivals.size;
  }

  /** Whether this one adds to that. */
  get arrived(): boolean {
    return this.#arrivals.wereAdded;
  }

  /** Rows that a query of this one read in passing because they have arrived. */
  get laidOver(): number {
    return this.#arrivals.laidOver;
  }

  /** Writes what is held back. */
  async flush(): Promise<void> {
    await this.#items.flush();
    await this.#records.flush();
    for (const { table, id } of this.lost.all)
      if (table === 'records' && this.#records.hasWritten(id)) this.lost.replaced(table, id);
    await setAside(this.#db, this, this.lost.all);
    await this.#items.flush();
    this.#marks.flush();
    this.#frontier.flush((id) => this.#items.isLeftOut(id));
    await this.#arrivals.flush();
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
    await this.#items.loadOf(recordIds);
    await this.#records.load(recordIds);
  }

  getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#records.getSeen(id);
  }

  listRecords(query: Parameters<StoreReader['listRecords']>[0]): Promise<StoredRecord[]> {
    return this.#records.list(query);
  }

  recordsAfter(after: RecordId | null, limit: number): Promise<StoredRecord[]> {
    return this.#records.after(after, limit);
  }

  countRecords(state: StoredRecord['state']): Promise<number> {
    return this.#records.count(state);
  }

  getItem(id: string): Promise<OutboxItem | undefined> {
    return this.#items.isKnown(id) ? Promise.resolve(this.#items.known(id)) : this.#items.get(id);
  }

  async getItems(ids: readonly string[]): Promise<(OutboxItem | undefined)[]> {
    await this.#items.load(ids);
    return ids.map((id) => this.#items.known(id));
  }

  itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    return recordIds.every((id) => this.#items.knowsAllOf(id))
      ? Promise.resolve(this.#items.knownOf(recordIds))
      : this.#items.of(recordIds);
  }

  async waitingItems(query: Parameters<StoreReader['waitingItems']>[0]): Promise<OutboxItem[]> {
    const { lane, limit } = query;
    await this.#items.flush();
    const within = (after: PlaceInLine | undefined, upTo: readonly unknown[]): Collection<ItemRow, string> =>
      this.#db.sealedItems
        .where('[state+lane+order+seq]')
        .between(
          ['waiting', lane, ...(after === undefined ? [MIN] : [after.order, after.seq])],
          ['waiting', lane, ...upTo],
          false,
          true,
        );
    const from = this.#frontier.from(lane, query.after);
    const last = this.#items.lastLeftOut(lane, from);
    if (last === 'unknown')
      return this.#items.pagesOf(
        limit,
        ({ id }) => !this.#items.isLeftOut(id),
        (row, most) =>
          within(row ?? from, [MAX])
            .limit(most)
            .toArray(),
      );
    /* Up to there lies little but what is left out: to read those rows again with each request was seven rows an item. */
    const ids = last === undefined ? [] : await within(from, [last.order, last.seq]).primaryKeys();
    const waiting = ids.filter((id) => !this.#items.isLeftOut(id));
    /* One that may not go, at the front, and the frontier stays before it. */
    this.#arrivals.noteLaidOver(ids.length - waiting.length);
    const passedOver = await this.#items.inOrder(waiting.slice(0, limit));
    const rows = await within(last ?? from, [MAX])
      .limit(limit - passedOver.length)
      .toArray();
    const behind = await this.#items.take(rows);
    const reached = waiting.length > limit ? undefined : last;
    if (query.after === undefined) this.#frontier.note(lane, { from, passedOver, last: reached, behind });
    return [...passedOver, ...behind];
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
    const hasNotArrived = (row: ItemRow): boolean => !this.#arrivals.has(row);
    return this.#items.pagesOf(query.limit, hasNotArrived, (row, most) => {
      const before = row?.seq ?? query.before;
      const rows = before === undefined ? sealedItems.orderBy('seq') : sealedItems.where('seq').below(before);
      return rows.reverse().limit(most).toArray();
    });
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
    const entry = this.#arrivals.of(record.id);
    if (entry !== undefined) this.#foldItem(entry);
    this.#records.put(record.id, record);
    return Promise.resolve();
  }

  deleteRecord(id: RecordId): Promise<void> {
    const entry = this.#arrivals.of(id);
    if (entry !== undefined) this.#foldItem(entry);
    this.#records.delete(id);
    return Promise.resolve();
  }

  putItem(item: OutboxItem): Promise<void> {
    const entry = this.#arrivals.of(item.recordId);
    if (entry !== undefined) return this.#fold(entry).then(() => this.#items.put(item));
    this.#items.put(item);
    return Promise.resolve();
  }

  /** Before anything else is written of a record its rows say themselves that it has arrived. */
  async #fold(entry: Arrived): Promise<void> {
    const record = await this.#records.get(entry.recordId);
    this.#foldItem(entry);
    if (record !== undefined) this.#records.put(record.id, record);
  }

  #foldItem(entry: Arrived): void {
    this.#arrivals.drop(entry);
    this.#items.delete(entry.itemId);
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

  arrive(arrivals: readonly Arrival[], at: number): Promise<void> {
    const later: Arrival[] = [];
    for (const arrival of arrivals) {
      const { item, version } = arrival;
      /* What was read in this transaction may be written in it. */
      const record = this.#records.known(item.recordId);
      if (record === undefined) {
        this.#items.arrive(item.id);
        later.push(arrival);
      } else {
        this.#items.delete(item.id);
        const base = { version, data: record.data };
        this.#records.put(record.id, { ...record, state: 'office', base, officeAt: at });
      }
    }
    this.#arrivals.add(later, at);
    return Promise.resolve();
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
