import type { RecordId } from '@fieldsync/protocol';
import type { Table } from 'dexie';
import type { OutboxItem } from '../core/stored.ts';
import { openItems, sealItems } from './item-form.ts';
import type { ItemRow } from './sealed-rows.ts';
import type { Sealer } from './sealer.ts';
import { WriteBehind } from './write-behind.ts';

/** The outbox within one transaction: rows held back as in `WriteBehind`, and known by their record as well. */
export class TransactionItems {
  readonly #table: Table<ItemRow, string>;
  readonly #rows: WriteBehind<OutboxItem, ItemRow>;
  /** Rows that did not open: they go back with their boxes as they are. */
  readonly #unreadable = new Map<string, ItemRow>();
  readonly #idsOf = new Map<RecordId, Set<string>>();
  /** Records whose items are all known. */
  readonly #complete = new Set<RecordId>();

  constructor(table: Table<ItemRow, string>, sealer: Sealer) {
    this.#table = table;
    this.#rows = new WriteBehind(table, {
      open: async (rows) => {
        const items = await openItems(sealer, rows);
        items.forEach((item, index) => {
          const row = rows[index];
          if (item.unreadable === true && row !== undefined) this.#unreadable.set(item.id, row);
        });
        return items;
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

  /** The items of these rows, in their order. */
  async take(rows: readonly ItemRow[]): Promise<OutboxItem[]> {
    return this.#rows.take(rows, (row) => row.id);
  }

  /** These items by their ids. Of a record whose item is alone all is known then: an index is asked key by key. */
  async preload(ids: readonly string[]): Promise<void> {
    await this.#rows.load(ids);
    for (const id of ids) {
      const item = this.#rows.known(id);
      if (item?.alone !== true) continue;
      this.#note(item);
      this.#complete.add(item.recordId);
    }
  }

  /** All items of these records, in one request. */
  async load(recordIds: readonly RecordId[]): Promise<void> {
    const unread = [...new Set(recordIds)].filter((id) => !this.#complete.has(id));
    if (unread.length === 0) return;
    const rows = await this.#table.where('recordId').anyOf(unread).toArray();
    await this.take(rows);
    for (const row of rows) this.#note(row);
    for (const id of unread) this.#complete.add(id);
  }

  async of(recordIds: readonly RecordId[]): Promise<OutboxItem[]> {
    await this.load(recordIds);
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
    this.#rows.put(item.id, item);
    this.#note(item);
  }

  delete(id: string): void {
    this.#rows.delete(id);
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
