import type { RecordId } from '@fieldsync/protocol';
import type { Table } from 'dexie';
import type { Lane } from '../core/stored.ts';
import type { Arrival } from '../ports.ts';
import { comesBefore } from './comes-before.ts';

/** A record that the office has, whose rows do not say so yet. */
export interface Arrived {
  readonly itemId: string;
  readonly recordId: RecordId;
  readonly version: number;
  /** ms since 1970. */
  readonly at: number;
  /** Where its item still lies among the waiting ones. */
  readonly lane: Lane;
  readonly order: number;
  readonly seq: number;
}

/** What one answer said. Never changed: a context that has seen a row need not read it again. */
export interface ArrivalsRow {
  readonly id: string;
  readonly entries: readonly Arrived[];
}

/**
 * What has arrived within one transaction: one row an answer, laid over the rows of items and records by whoever reads
 * them, until `foldArrivals` changes those [C1]. To do that at once was most of what an answer cost a phone: three requests
 * to IndexedDB a record, while the next request waited.
 */
export class Arrivals {
  readonly #table: Table<ArrivalsRow, string>;
  readonly #known: KnownArrivals;
  readonly #added = new Map<RecordId, Arrived>();
  readonly #addedItems = new Set<string>();
  readonly #dropped = new Set<string>();
  laidOver = 0;
  wereAdded = false;

  private constructor(table: Table<ArrivalsRow, string>, known: KnownArrivals) {
    this.#table = table;
    this.#known = known;
  }

  static async read(table: Table<ArrivalsRow, string>, known: KnownArrivals): Promise<Arrivals> {
    const ids = await table.toCollection().primaryKeys();
    const unread = known.keepOnly(ids);
    if (unread.length > 0) for (const row of await table.bulkGet(unread)) if (row) known.take(row);
    return new Arrivals(table, known);
  }

  of(recordId: RecordId): Arrived | undefined {
    const entry = this.#added.get(recordId) ?? this.#known.of(recordId);
    return entry === undefined || this.#dropped.has(entry.itemId) ? undefined : entry;
  }

  /** Whether this item of this record has arrived. */
  has(item: { readonly id: string; readonly recordId: RecordId }): boolean {
    return this.of(item.recordId)?.itemId === item.id;
  }

  hasItem(itemId: string): boolean {
    return !this.#dropped.has(itemId) && (this.#known.hasItem(itemId) || this.#addedItems.has(itemId));
  }

  get size(): number {
    return this.#known.size + this.#added.size - this.#dropped.size;
  }

  /** The same, for a query that has to read as many rows more. */
  get toLayOver(): number {
    this.noteLaidOver(this.size);
    return this.size;
  }

  /** So many rows were read in passing. */
  noteLaidOver(rows: number): void {
    this.laidOver = Math.max(this.laidOver, rows);
  }

  get all(): Arrived[] {
    return [...this.#known.all, ...this.#added.values()].filter(({ itemId }) => !this.#dropped.has(itemId));
  }

  /** The one whose item lies last among the waiting ones of a lane. */
  lastIn(lane: Lane): Arrived | undefined {
    if (this.#dropped.size > 0) return lastOf(lane, this.all);
    return laterOf(this.#known.lastIn(lane), lastOf(lane, this.#added.values()));
  }

  add(arrivals: readonly Arrival[], at: number): void {
    this.wereAdded ||= arrivals.length > 0;
    for (const { item, version } of arrivals) {
      const { id: itemId, recordId, lane, order, seq } = item;
      this.#addedItems.add(itemId);
      this.#added.set(recordId, { itemId, recordId, version, at, lane, order, seq });
    }
  }

  /** Its rows say it themselves. */
  drop({ itemId, recordId }: Arrived): void {
    this.#addedItems.delete(itemId);
    if (!this.#added.delete(recordId)) this.#dropped.add(itemId);
  }

  async flush(): Promise<void> {
    if (this.#dropped.size > 0) {
      const rows = this.#known.rowsWith(this.#dropped);
      await this.#table.bulkDelete(rows.map(({ id }) => id));
      for (const { entries } of rows)
        await this.#put(entries.filter(({ itemId }) => !this.#dropped.has(itemId)));
    }
    await this.#put([...this.#added.values()]);
  }

  async #put(entries: readonly Arrived[]): Promise<void> {
    if (entries.length > 0) await this.#table.add({ id: crypto.randomUUID(), entries });
  }
}

/** Rows that one context has read. In memory only, and by ids that are never given twice. */
export class KnownArrivals {
  readonly #rows = new Map<string, ArrivalsRow>();
  readonly #byRecord = new Map<RecordId, Arrived>();
  readonly #itemIds = new Set<string>();
  /** Found again only when something has gone: there may be thousands, and each request asks several times. */
  readonly #lastIn = new Map<Lane, Arrived | undefined>();

  lastIn(lane: Lane): Arrived | undefined {
    if (!this.#lastIn.has(lane)) this.#lastIn.set(lane, lastOf(lane, this.#byRecord.values()));
    return this.#lastIn.get(lane);
  }

  hasItem(itemId: string): boolean {
    return this.#itemIds.has(itemId);
  }

  get size(): number {
    return this.#byRecord.size;
  }

  get all(): IterableIterator<Arrived> {
    return this.#byRecord.values();
  }

  of(recordId: RecordId): Arrived | undefined {
    return this.#byRecord.get(recordId);
  }

  rowsWith(itemIds: ReadonlySet<string>): ArrivalsRow[] {
    return [...this.#rows.values()].filter(({ entries }) =>
      entries.some(({ itemId }) => itemIds.has(itemId)),
    );
  }

  /** Forgets what is gone. @returns those that are not known */
  keepOnly(ids: readonly string[]): string[] {
    const there = new Set(ids);
    for (const [id, { entries }] of this.#rows) {
      if (there.has(id)) continue;
      this.#lastIn.clear();
      this.#rows.delete(id);
      for (const entry of entries) {
        this.#itemIds.delete(entry.itemId);
        if (this.#byRecord.get(entry.recordId) === entry) this.#byRecord.delete(entry.recordId);
      }
    }
    return ids.filter((id) => !this.#rows.has(id));
  }

  take(row: ArrivalsRow): void {
    this.#rows.set(row.id, row);
    for (const entry of row.entries) {
      if (this.#lastIn.has(entry.lane))
        this.#lastIn.set(entry.lane, laterOf(this.#lastIn.get(entry.lane), entry));
      this.#itemIds.add(entry.itemId);
      this.#byRecord.set(entry.recordId, entry);
    }
  }
}

function lastOf(lane: Lane, entries: Iterable<Arrived>): Arrived | undefined {
  let last: Arrived | undefined;
  for (const entry of entries) if (entry.lane === lane) last = laterOf(last, entry);
  return last;
}

function laterOf(a: Arrived | undefined, b: Arrived | undefined): Arrived | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return comesBefore(a, b) ? b : a;
}
