import type { RecordId } from '@fieldsync/protocol';
import type { OutboxItem } from '../core/stored.ts';
import type { EngineDatabase } from './engine-database.ts';
import { WriteBehind } from './write-behind.ts';

/** The outbox within one transaction: rows held back as in `WriteBehind`, and known by their record as well. */
export class TransactionItems {
  readonly #db: EngineDatabase;
  readonly #rows: WriteBehind<OutboxItem>;
  readonly #idsOf = new Map<RecordId, Set<string>>();
  /** Records whose items are all known. */
  readonly #complete = new Set<RecordId>();

  constructor(database: EngineDatabase) {
    this.#db = database;
    this.#rows = new WriteBehind(database.outbox);
  }

  get(id: string): Promise<OutboxItem | undefined> {
    return this.#rows.get(id);
  }

  /** All items of these records, in one request. */
  async load(recordIds: readonly RecordId[]): Promise<void> {
    const unread = [...new Set(recordIds)].filter((id) => !this.#complete.has(id));
    if (unread.length === 0) return;
    for (const item of await this.#db.outbox.where('recordId').anyOf(unread).toArray()) {
      this.#rows.seen(item.id, item);
      this.#note(item);
    }
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

  #note(item: OutboxItem): void {
    const ids = this.#idsOf.get(item.recordId) ?? new Set<string>();
    this.#idsOf.set(item.recordId, ids);
    ids.add(item.id);
  }
}
