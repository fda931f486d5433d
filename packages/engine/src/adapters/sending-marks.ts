import { markedSending } from '../core/marked-sending.ts';
import type { RecordId } from '@fieldsync/protocol';
import type { OutboxItem, SendingMark, StoredRecord } from '../core/stored.ts';
import type { TransactionMeta } from './transaction-meta.ts';

/**
 * What is on the way, in one row. Each item that leaves had its own row written, and its record's, only to say so, and the
 * same again when it was answered: most of what sending cost a phone.
 */
export class SendingMarks {
  readonly #meta: TransactionMeta;
  readonly #marked: MarkedItems;
  readonly #marks: Map<string, SendingMark>;
  /** Those of its items that are on the way. */
  readonly #records = new Map<RecordId, Set<string>>();
  #changed = false;

  /** @param meta with the row `sending` loaded */
  constructor(meta: TransactionMeta, marked: MarkedItems) {
    const stored = meta.known('sending') ?? [];
    this.#meta = meta;
    this.#marked = marked;
    this.#marks = new Map(stored.map((mark) => [mark.id, mark]));
    for (const mark of stored) this.#note(mark);
  }

  get itemIds(): string[] {
    return [...this.#marks.keys()];
  }

  get recordIds(): RecordId[] {
    return [...this.#records.keys()];
  }

  itemIdsOf(recordId: RecordId): string[] {
    return [...(this.#records.get(recordId) ?? [])];
  }

  hasRecord(id: RecordId): boolean {
    return this.#records.has(id);
  }

  has(itemId: string): boolean {
    return this.#marks.has(itemId);
  }

  /** The item as it was marked here, where its row has not been written since. */
  kept(itemId: string): OutboxItem | undefined {
    return this.#marked.get(this.#marks.get(itemId));
  }

  add(items: readonly OutboxItem[], at: number): OutboxItem[] {
    this.#marked.keepOnly(this.#marks);
    this.#changed = true;
    return items.map((item) => {
      const sending = markedSending(item, at);
      const mark = { id: item.id, recordId: item.recordId, at, by: this.#marked.context };
      this.#marks.set(item.id, mark);
      this.#note(mark);
      this.#marked.keep(sending);
      return sending;
    });
  }

  remove(itemId: string): void {
    const mark = this.#marks.get(itemId);
    if (mark === undefined) return;
    this.#marks.delete(itemId);
    const ids = this.#records.get(mark.recordId);
    ids?.delete(itemId);
    if (ids?.size === 0) this.#records.delete(mark.recordId);
    this.#changed = true;
    this.#marked.drop(itemId);
  }

  overItems(items: readonly OutboxItem[]): OutboxItem[] {
    return items.map((item) => {
      const mark = this.#marks.get(item.id);
      return mark === undefined ? item : markedSending(item, mark.at);
    });
  }

  overRecord(record: StoredRecord): StoredRecord {
    return record.state === 'phone' && this.#records.has(record.id)
      ? { ...record, state: 'sending' }
      : record;
  }

  #note({ id, recordId }: Pick<SendingMark, 'id' | 'recordId'>): void {
    const ids = this.#records.get(recordId) ?? new Set<string>();
    this.#records.set(recordId, ids);
    ids.add(id);
  }

  flush(): void {
    if (this.#changed) this.#meta.put('sending', [...this.#marks.values()]);
    this.#changed = false;
  }
}

/**
 * The items that one context has on the way, as they were when it marked them. While its mark is there nobody has written
 * the row, so that an answer need not read it again. In memory only; what a transaction that failed left here counts for
 * nothing, because its marks are not on the disk.
 */
export class MarkedItems {
  readonly context = crypto.randomUUID();
  readonly #items = new Map<string, OutboxItem>();

  get(mark: SendingMark | undefined): OutboxItem | undefined {
    return mark?.by === this.context ? this.#items.get(mark.id) : undefined;
  }

  keep(item: OutboxItem): void {
    this.#items.set(item.id, item);
  }

  drop(id: string): void {
    this.#items.delete(id);
  }

  clear(): void {
    this.#items.clear();
  }

  /** Another context has settled what is not among these. */
  keepOnly(marks: ReadonlyMap<string, SendingMark>): void {
    for (const id of this.#items.keys()) if (!marks.has(id)) this.#items.delete(id);
  }
}
