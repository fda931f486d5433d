import { markedSending } from '../core/marked-sending.ts';
import type { OperationId, RecordId } from '@fieldsync/protocol';
import type { OutboxItem, SendingGroup, StoredRecord } from '../core/stored.ts';
import type { TransactionMeta } from './transaction-meta.ts';

/** One item of a group. */
interface Mark {
  readonly id: OperationId;
  readonly recordId: RecordId;
  readonly at: number;
  readonly by: string;
}

/**
 * What is on the way, in one row. Each item that leaves had its own row written, and its record's, only to say so, and the
 * same again when it was answered: most of what sending cost a phone.
 */
export class SendingMarks {
  readonly #meta: TransactionMeta;
  readonly #marked: MarkedItems;
  readonly #marks = new Map<string, Mark>();
  /** Those of its items that are on the way. */
  readonly #records = new Map<RecordId, Set<string>>();
  #changed = false;

  /** @param meta with the row `sending` loaded */
  constructor(meta: TransactionMeta, marked: MarkedItems) {
    this.#meta = meta;
    this.#marked = marked;
    for (const group of meta.known('sending') ?? []) for (const mark of marksOf(group)) this.#note(mark);
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
      this.#note({ id: item.id, recordId: item.recordId, at, by: this.#marked.context });
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

  #note(mark: Mark): void {
    const { id, recordId } = mark;
    this.#marks.set(id, mark);
    const ids = this.#records.get(recordId) ?? new Set<string>();
    this.#records.set(recordId, ids);
    ids.add(id);
  }

  flush(): void {
    if (this.#changed) this.#meta.put('sending', groupsOf(this.#marks.values()));
    this.#changed = false;
  }
}

function marksOf(group: SendingGroup | Mark): readonly Mark[] {
  /* Of a build that wrote each by itself: three times the bytes, written with each answer. */
  if ('id' in group) return [group];
  const { ids, recordIds, at, by } = group;
  return ids.flatMap((id, index) => {
    const recordId = recordIds[index];
    return recordId === undefined ? [] : [{ id, recordId, at, by }];
  });
}

function groupsOf(marks: Iterable<Mark>): SendingGroup[] {
  const groups = new Map<string, { ids: OperationId[]; recordIds: RecordId[]; at: number; by: string }>();
  for (const { id, recordId, at, by } of marks) {
    const key = `${String(at)} ${by}`;
    const group = groups.get(key) ?? { ids: [], recordIds: [], at, by };
    groups.set(key, group);
    group.ids.push(id);
    group.recordIds.push(recordId);
  }
  return [...groups.values()];
}

/**
 * The items that one context has on the way, as they were when it marked them. While its mark is there nobody has written
 * the row, so that an answer need not read it again. In memory only; what a transaction that failed left here counts for
 * nothing, because its marks are not on the disk.
 */
export class MarkedItems {
  readonly context = crypto.randomUUID();
  readonly #items = new Map<string, OutboxItem>();

  get(mark: Mark | undefined): OutboxItem | undefined {
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
  keepOnly(marks: ReadonlyMap<string, Mark>): void {
    for (const id of this.#items.keys()) if (!marks.has(id)) this.#items.delete(id);
  }
}
