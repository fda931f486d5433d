import type { RecordId } from '@fieldsync/protocol';
import { hasUnseen } from './core/decisions.ts';
import { NO_ITEMS, recount } from './core/queue-counts.ts';
import { NO_RECORDS, recountRecords } from './core/record-totals.ts';
import { recordState } from './core/record-state.ts';
import type { Arrival, StoreWriter } from './ports.ts';
import type { OutboxItem, QueueCounts, StoredRecord } from './core/stored.ts';

/**
 * Changes to the outbox within one transaction. Keeps what follows from it true: the counts of items and of records, and
 * the state that each touched record shows. Records are written through it alone. Call `finish` last.
 */
export class OutboxChanges {
  readonly #tx: StoreWriter;
  readonly #touched = new Set<RecordId>();
  readonly #records = new Map<RecordId, StoredRecord>();
  #counts: QueueCounts;
  #arrived = 0;

  private constructor(tx: StoreWriter, counts: QueueCounts) {
    this.#tx = tx;
    this.#counts = counts;
  }

  static async begin(tx: StoreWriter): Promise<OutboxChanges> {
    return new OutboxChanges(tx, (await tx.getMeta('counts')) ?? NO_ITEMS);
  }

  get counts(): QueueCounts {
    return this.#counts;
  }

  /** @param before the item as it is stored now; undefined for a new one */
  async put(after: OutboxItem, before: OutboxItem | undefined): Promise<void> {
    this.#counts = recount(this.#counts, before, after);
    this.#touched.add(after.recordId);
    /* Written while it is on the way: its record is written, too, and its answer has that to put right. */
    const item = after.state === 'sending' && after.alone === true ? { ...after, alone: false } : after;
    await this.#tx.putItem(before === undefined ? await this.#beside(item) : item);
  }

  /** A new item, which says whether it is alone; those that were no longer are. */
  async #beside(item: OutboxItem): Promise<OutboxItem> {
    const others = await this.#tx.itemsOf([item.recordId]);
    for (const other of others) if (other.alone === true) await this.#tx.putItem({ ...other, alone: false });
    return { ...item, alone: others.length === 0 };
  }

  /** These leave now. No row of an item or a record changes: the request is on its way that much sooner. */
  async markSending(items: readonly OutboxItem[], at: number): Promise<void> {
    this.#counts = { ...this.#counts, sending: this.#counts.sending + items.length };
    await this.#tx.markSending(items, at);
  }

  /** They did not leave after all. */
  async unmarkSending(items: readonly OutboxItem[]): Promise<void> {
    const count = await this.#tx.unmarkSending(items.map(({ id }) => id));
    this.#counts = { ...this.#counts, sending: this.#counts.sending - count };
  }

  async delete(before: OutboxItem): Promise<void> {
    this.#counts = recount(this.#counts, before, undefined);
    this.#touched.add(before.recordId);
    await this.#tx.deleteItem(before.id);
  }

  /** What was made here and is at the office now. */
  async arrive(arrivals: readonly Arrival[], at: number): Promise<void> {
    await this.#tx.arrive(arrivals, at);
    for (const { item } of arrivals) this.#counts = recount(this.#counts, item, undefined);
    this.#arrived += arrivals.length;
  }

  /** The record as this transaction leaves it; written by `finish`. */
  putRecord(record: StoredRecord): void {
    this.#records.set(record.id, record);
    this.#touched.add(record.id);
  }

  async getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#records.get(id) ?? (await this.#tx.getRecord(id));
  }

  async finish(): Promise<void> {
    await this.#tx.preload([...this.#touched]);
    const kept = (await this.#tx.getMeta('recordTotals')) ?? NO_RECORDS;
    let totals = { ...kept, phone: kept.phone - this.#arrived, office: kept.office + this.#arrived };
    for (const id of this.#touched) {
      const before = await this.#tx.getRecord(id);
      const record = this.#records.get(id) ?? before;
      if (record === undefined) continue;
      const own = await this.#tx.itemsOf([id]);
      if (record.base !== null) await this.#noLongerAlone(own);
      const state = recordState(own);
      /* What was decided about a record that is gone is still to be seen. */
      const gone = own.length === 0 && record.base?.data === null && !hasUnseen(record);
      const after = gone ? undefined : { ...record, state };
      if (after === undefined) await this.#tx.deleteRecord(id);
      else if (this.#records.has(id) || record.state !== state) await this.#tx.putRecord(after);
      totals = recountRecords(totals, before, after);
    }
    await this.#tx.putMeta('counts', this.#counts);
    await this.#tx.putMeta('recordTotals', totals);
  }

  /** The office is known to have the record that one of these makes: a pull was faster than the answer. */
  async #noLongerAlone(items: readonly OutboxItem[]): Promise<void> {
    for (const item of items)
      if (item.alone === true && item.action === 'CREATE') await this.#tx.putItem({ ...item, alone: false });
  }
}
