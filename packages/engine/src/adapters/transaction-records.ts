import type { RecordId } from '@fieldsync/protocol';
import { Dexie, type Collection, type Table } from 'dexie';
import type { StoredRecord } from '../core/stored.ts';
import type { StoreReader } from '../ports.ts';
import type { Arrivals } from './arrivals.ts';
import { arrivedRow } from './arrived-row.ts';
import type { LostRows } from './lost-rows.ts';
import { openRecords, sealRecords } from './record-form.ts';
import { readMany } from './row-ranges.ts';
import type { RecordRow } from './sealed-rows.ts';
import type { Sealer } from './sealer.ts';
import type { SendingMarks } from './sending-marks.ts';
import { WriteBehind } from './write-behind.ts';

const MIN = Dexie.minKey;
const MAX = Dexie.maxKey;

type Query = Parameters<StoreReader['listRecords']>[0];

/** The records within one transaction: rows held back as in `WriteBehind`, with what has arrived and what is on the way laid over. */
export class TransactionRecords extends WriteBehind<StoredRecord, RecordRow> {
  readonly #table: Table<RecordRow, string>;
  readonly #marks: SendingMarks;
  readonly #arrivals: Arrivals;

  constructor(
    table: Table<RecordRow, string>,
    parts: {
      readonly sealer: Sealer;
      readonly marks: SendingMarks;
      readonly arrivals: Arrivals;
      /** Rows that do not open are noted here. */
      readonly lost: LostRows;
    },
  ) {
    const { sealer, marks, arrivals, lost } = parts;
    super(table, {
      open: async (stored) => {
        const rows = stored.map((row) => overRow(row, arrivals));
        const records = await openRecords(sealer, rows);
        rows.forEach(({ id, state }, index) => {
          if (records[index] === undefined) lost.add('records', { id, row: stored[index] ?? {}, state });
        });
        return records;
      },
      /* That it is on the way is said by its mark, and ends with that. */
      seal: (records) =>
        sealRecords(
          sealer,
          records.map((record) =>
            record.state === 'sending' && marks.hasRecord(record.id) ? { ...record, state: 'phone' } : record,
          ),
        ),
    });
    this.#table = table;
    this.#marks = marks;
    this.#arrivals = arrivals;
  }

  /** As a screen sees it: on the way, where it is. */
  getSeen(id: RecordId): Promise<StoredRecord | undefined> {
    return this.isKnown(id) ? Promise.resolve(this.#knownSeen(id)) : this.#readSeen(id);
  }

  #knownSeen(id: RecordId): StoredRecord | undefined {
    const record = this.known(id);
    return record === undefined ? undefined : this.#marks.overRecord(record);
  }

  async #readSeen(id: RecordId): Promise<StoredRecord | undefined> {
    await this.load([id]);
    return this.#knownSeen(id);
  }

  async list(query: Query): Promise<StoredRecord[]> {
    await this.flush();
    if (query.state === 'sending') return this.#listSending(query);
    if (query.state === 'office' && this.#arrivals.toLayOver > 0) return this.#listOffice(query);
    /* Records on the way, and those that have arrived, lie among those on the phone. */
    const hides = query.state === 'phone';
    const between = hides ? this.#marks.recordIds.length + this.#arrivals.toLayOver : 0;
    const rows = await this.#recordsBy(query)
      .reverse()
      .limit(query.limit + between)
      .toArray();
    const isHidden = (id: RecordId): boolean =>
      hides && (this.#marks.hasRecord(id) || this.#arrivals.of(id) !== undefined);
    const wanted = rows.filter(({ id }) => !isHidden(id));
    const records = await this.take(wanted.slice(0, query.limit), (row) => row.id);
    return records.map((record) => this.#marks.overRecord(record));
  }

  async #listSending(query: Query): Promise<StoredRecord[]> {
    const ids = this.#marks.recordIds;
    await this.load(ids);
    const marked = ids.flatMap((id) => this.known(id) ?? []).map((record) => this.#marks.overRecord(record));
    const rows = await this.#recordsBy(query).reverse().limit(query.limit).toArray();
    const stored = await this.take(
      rows.filter(({ id }) => !this.#marks.hasRecord(id)),
      (row) => row.id,
    );
    return newestOf([...marked, ...stored], query);
  }

  async #listOffice(query: Query): Promise<StoredRecord[]> {
    const ids = this.#arrivals.all.map(({ recordId }) => recordId);
    const arrived = await readMany(this.#table, ids);
    const rows = await this.#recordsBy(query).reverse().limit(query.limit).toArray();
    return newestOf(await this.take([...arrived, ...rows], (row) => row.id), query);
  }

  #recordsBy(query: Query): Collection<RecordRow, string> {
    const records = this.#table;
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

  async after(after: RecordId | null, limit: number): Promise<StoredRecord[]> {
    await this.flush();
    const records = this.#table;
    const rows = await (after === null ? records.orderBy('id') : records.where('id').above(after))
      .limit(limit)
      .toArray();
    return this.take(rows, (row) => row.id);
  }

  async count(state: StoredRecord['state']): Promise<number> {
    await this.flush();
    const rows = this.#table.where('[state+savedAt]').between([state, MIN], [state, MAX]);
    const arrived = this.#arrivals.size;
    if (state === 'phone') return (await rows.count()) - (await this.#onTheWay()) - arrived;
    if (state === 'office') return (await rows.count()) + arrived;
    return (await rows.count()) + (state === 'sending' ? await this.#onTheWay() : 0);
  }

  /** Records that are stored as on the phone and are on the way. */
  async #onTheWay(): Promise<number> {
    const rows = await this.#table.bulkGet(this.#marks.recordIds);
    return rows.filter((row) => row?.state === 'phone').length;
  }
}

/** The row as it will be once its arrival is folded in. */
function overRow(row: RecordRow, arrivals: Arrivals): RecordRow {
  const entry = arrivals.of(row.id);
  return entry === undefined ? row : (arrivedRow(row, entry.version, entry.at) ?? row);
}

function newestOf(
  records: readonly StoredRecord[],
  { type, state, before = Infinity, limit }: Query,
): StoredRecord[] {
  return records
    .filter((record) => record.state === state && record.savedAt < before)
    .filter((record) => type === undefined || record.type === type)
    .sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}
