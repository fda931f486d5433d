import type { RecordId } from '@fieldsync/protocol';
import type { Table } from 'dexie';
import type { Lane, OutboxItem } from '../core/stored.ts';
import type { PlaceInLine } from '../ports.ts';
import type { Arrivals } from './arrivals.ts';
import { comesBefore } from './comes-before.ts';
import type { Frontier } from './frontier.ts';
import { openItems, sealItems } from './item-form.ts';
import { boundTo, type ItemRow } from './sealed-rows.ts';
import type { Sealer } from './sealer.ts';
import type { SendingMarks } from './sending-marks.ts';
import { WriteBehind } from './write-behind.ts';

/** The outbox within one transaction: rows held back as in `WriteBehind`, and known by their record as well. */
export class TransactionItems {
  readonly #table: Table<ItemRow, string>;
  readonly #rows: WriteBehind<OutboxItem, ItemRow>;
  readonly #sealer: Sealer;
  readonly #marks: SendingMarks;
  readonly #arrivals: Arrivals;
  readonly #frontier: Frontier;
  /** Rows that did not open: they go back with their boxes as they are. */
  readonly #unreadable = new Map<string, ItemRow>();
  readonly #idsOf = new Map<RecordId, Set<string>>();
  /** Records whose items are all known. */
  readonly #complete = new Set<RecordId>();

  constructor(
    table: Table<ItemRow, string>,
    parts: {
      readonly sealer: Sealer;
      readonly marks: SendingMarks;
      readonly arrivals: Arrivals;
      readonly frontier: Frontier;
    },
  ) {
    const { sealer, marks, arrivals, frontier } = parts;
    this.#table = table;
    this.#sealer = sealer;
    this.#marks = marks;
    this.#arrivals = arrivals;
    this.#frontier = frontier;
    this.#rows = new WriteBehind(table, {
      open: async (rows) => {
        const there = rows.filter((row) => !arrivals.has(row));
        const items = await openItems(sealer, there);
        items.forEach((item, index) => {
          const row = there[index];
          if (item.unreadable === true && row !== undefined) this.#unreadable.set(item.id, row);
        });
        const byId = new Map(marks.overItems(items).map((item) => [item.id as string, item]));
        return rows.map(({ id }) => byId.get(id));
      },
      seal: async (items) => {
        await this.#loadRaw(items);
        return sealItems(sealer, items, (id) => this.#unreadable.get(id));
      },
    });
  }

  get(id: string): Promise<OutboxItem | undefined> {
    return this.#rows.get(id);
  }

  load(ids: readonly string[]): Promise<void> {
    return this.#rows.load(ids);
  }

  /** The items of these rows, in their order. */
  async take(rows: readonly ItemRow[]): Promise<OutboxItem[]> {
    const items = await this.#rows.take(rows, (row) => row.id);
    for (const item of items) this.#noteAlone(item);
    return items;
  }

  /** These items by their ids. Of a record whose item is alone all is known then: an index is asked key by key. */
  async preload(ids: readonly string[]): Promise<void> {
    await this.#rows.load(ids);
    for (const id of ids) this.#noteAlone(this.#rows.known(id));
  }

  /** Those that this context has on the way need not be read. */
  recall(ids: readonly string[]): void {
    for (const id of ids) {
      const kept = this.#rows.isKnown(id) ? undefined : this.#marks.kept(id);
      if (kept === undefined) continue;
      this.#rows.assume(id, kept);
      this.#noteAlone(kept);
    }
  }

  #noteAlone(item: OutboxItem | undefined): void {
    if (item?.alone !== true) return;
    this.#note(item);
    this.#complete.add(item.recordId);
  }

  isKnown(id: string): boolean {
    return this.#rows.isKnown(id);
  }

  known(id: string): OutboxItem | undefined {
    return this.#rows.known(id);
  }

  knowsAllOf(recordId: RecordId): boolean {
    return this.#complete.has(recordId);
  }

  /**
   * All items of these records: a request each, all at once. One cursor over them answered row by row. What has arrived has none
   * and what is on the way mostly one that is alone: of 244 records that 1,000 items refer to or share all were known.
   */
  async loadOf(recordIds: readonly RecordId[]): Promise<void> {
    const unread = [...new Set(recordIds)].filter((id) => !this.#knowsWithoutAsking(id));
    if (unread.length === 0) return;
    const found = await Promise.all(unread.map((id) => this.#table.where('recordId').equals(id).toArray()));
    const rows = found.flat();
    await this.take(rows);
    for (const row of rows) this.#note(row);
    for (const id of unread) this.#complete.add(id);
  }

  #knowsWithoutAsking(id: RecordId): boolean {
    if (!this.#complete.has(id)) this.recall(this.#marks.itemIdsOf(id));
    /* Whoever puts an item of a record that has arrived into the outbox folds that away first. */
    if (this.#arrivals.of(id) !== undefined) this.#complete.add(id);
    return this.#complete.has(id);
  }

  async of(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    await this.loadOf(recordIds);
    return this.knownOf(recordIds);
  }

  /** Most queues have nothing that refers to anything: one request says so for all of these. */
  async dependents(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    const any = await this.#table.orderBy('dependsOn').limit(1).count();
    if (any === 0 || recordIds.length === 0) return [];
    const found = await Promise.all(
      [...new Set(recordIds)].map((id) => this.#table.where('dependsOn').equals(id).toArray()),
    );
    return this.take([...new Map(found.flat().map((row) => [row.id, row])).values()]);
  }

  knownOf(recordIds: readonly RecordId[]): OutboxItem[] {
    const found: OutboxItem[] = [];
    for (const recordId of new Set(recordIds)) {
      for (const id of this.#idsOf.get(recordId) ?? []) {
        const item = this.#rows.known(id);
        if (item !== undefined) found.push(item);
      }
    }
    return found.sort((a, b) => a.seq - b.seq);
  }

  put(item: OutboxItem): void {
    this.#marks.remove(item.id);
    if (item.state === 'waiting') this.#frontier.pullBack(item);
    this.#rows.put(item.id, item);
    this.#note(item);
  }

  delete(id: string): void {
    this.#marks.remove(id);
    this.#sealer.forget(boundTo('items', id, 'content'));
    this.#rows.delete(id);
  }

  markSending(items: readonly OutboxItem[], at: number): void {
    for (const sending of this.#marks.add(items, at)) this.#rows.assume(sending.id, sending);
  }

  unmarkSending(ids: readonly string[]): number {
    const marked = ids.filter((id) => this.#marks.has(id));
    for (const id of marked) {
      const item = this.#marks.kept(id);
      if (item === undefined) this.#frontier.clear();
      else this.#frontier.pullBack(item);
      this.#marks.remove(id);
      this.#rows.forget(id);
      if (item !== undefined) this.#complete.delete(item.recordId);
    }
    return marked.length;
  }

  /** The office has it; its row stays until it is folded away. */
  arrive(id: string): void {
    this.#marks.remove(id);
    this.#sealer.forget(boundTo('items', id, 'content'));
    this.#rows.assume(id, undefined);
  }

  /** The rows of an index in which items on the way and arrived ones are still where they were, without those: `limit` of the others. */
  async leaveOutSending(
    limit: number,
    rowsUpTo: (limit: number) => Promise<ItemRow[]>,
  ): Promise<OutboxItem[]> {
    const rows = await rowsUpTo(limit + this.#marks.itemIds.length + this.#arrivals.size);
    return this.take(rows.filter((row) => !this.isLeftOut(row.id)).slice(0, limit));
  }

  /** The first `limit` rows of an index for which `isWanted`, page by page. @param rowsBehind undefined: from the first row on */
  async pagesOf(
    limit: number,
    isWanted: (row: ItemRow) => boolean,
    rowsBehind: (row: ItemRow | undefined, most: number) => Promise<ItemRow[]>,
  ): Promise<OutboxItem[]> {
    const wanted: ItemRow[] = [];
    let read = 0;
    const most = limit + this.#marks.itemIds.length;
    for (let last: ItemRow | undefined; ;) {
      const rows = await rowsBehind(last, most);
      wanted.push(...rows.filter(isWanted));
      read += rows.length;
      this.#arrivals.noteLaidOver(read - wanted.length);
      last = rows.at(-1);
      if (wanted.length >= limit || rows.length < most) return this.take(wanted.slice(0, limit));
    }
  }

  /**
   * The last place behind `after`, in a lane, of an item that is on the way or has arrived; undefined where there is none.
   * @returns 'unknown' where another context has some on the way
   */
  lastLeftOut(lane: Lane, after: PlaceInLine | undefined): PlaceInLine | undefined | 'unknown' {
    let last: PlaceInLine | undefined = this.#arrivals.lastIn(lane);
    for (const id of this.#marks.itemIds) {
      const item = this.#marks.kept(id);
      if (item === undefined) return 'unknown';
      if (item.lane === lane && (last === undefined || comesBefore(last, item))) last = item;
    }
    return last === undefined || (after !== undefined && !comesBefore(after, last)) ? undefined : last;
  }

  isLeftOut(id: string): boolean {
    return this.#marks.has(id) || this.#arrivals.hasItem(id);
  }

  /** These items, which are there, in this order. */
  async inOrder(ids: readonly string[]): Promise<OutboxItem[]> {
    await this.preload(ids);
    return ids.flatMap((id) => this.#rows.known(id) ?? []);
  }

  /** Those that are on the way by their mark. */
  async marked(): Promise<OutboxItem[]> {
    const ids = this.#marks.itemIds;
    await this.#rows.load(ids);
    /* A mark without its item would show the record as on the way for ever. */
    for (const id of ids) if (this.#rows.known(id) === undefined) this.#marks.remove(id);
    return ids.flatMap((id) => this.#rows.known(id) ?? []);
  }

  flush(): Promise<void> {
    return this.#rows.flush();
  }

  /** One that was read in another transaction and comes back to be written in this one. */
  async #loadRaw(items: readonly OutboxItem[]): Promise<void> {
    const missing = items.filter((item) => item.unreadable === true && !this.#unreadable.has(item.id));
    if (missing.length === 0) return;
    for (const row of await this.#table.bulkGet(missing.map(({ id }) => id)))
      if (row !== undefined) this.#unreadable.set(row.id, row);
  }

  #note(item: Pick<OutboxItem, 'id' | 'recordId'>): void {
    const ids = this.#idsOf.get(item.recordId) ?? new Set<string>();
    this.#idsOf.set(item.recordId, ids);
    ids.add(item.id);
  }
}
