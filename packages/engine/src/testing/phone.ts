import type { DeviceId, ExchangeReply, RecordData, RecordId, RecordType } from '@fieldsync/protocol';
import { Drainer, type DrainOptions, type DrainOutcome } from '../drainer.ts';
import type { SaveResult } from '../facade.ts';
import type { EngineStore, ExchangeResult, Transport } from '../ports.ts';
import { Recorder } from '../recorder.ts';
import { Rescorer } from '../rescorer.ts';
import { Shelf } from '../shelf.ts';
import type { MetaKey, MetaRows, OutboxItem, StoredRecord } from '../core/stored.ts';
import { testId } from './build-item.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryDrainLock } from './memory-drain-lock.ts';
import { MemoryDisk, MemoryEngineStore } from './memory-engine-store.ts';
import { ScriptedTransport, type Ask } from './scripted-transport.ts';
import { seededRandom } from './seeded-random.ts';

const PLACE = testId(8, 1);
const ASSESSED_AT = '2026-11-20T09:30:00.000Z';
export const food = (answers: RecordData = {}): RecordData => ({
  assessmentType: 'FOOD',
  affectedEntityId: PLACE,
  assessedAt: ASSESSED_AT,
  ...answers,
});
/** Score 85: an epidemic that concerns many. */
export const cholera = (answers: RecordData = {}): RecordData => ({
  assessmentType: 'HEALTH',
  affectedEntityId: PLACE,
  assessedAt: ASSESSED_AT,
  commonHealthIssues: ['CHOLERA'],
  peopleAffected: 1_200,
  ...answers,
});
export const waterDelivery = (assessmentId: string | undefined, answers: RecordData = {}): RecordData => ({
  responseType: 'WASH',
  affectedEntityId: PLACE,
  status: 'PLANNED',
  recordedAt: ASSESSED_AT,
  ...(assessmentId === undefined ? {} : { assessmentId }),
  ...answers,
});

/** One phone in a test: everything real but the disk, the clock, chance, the lock and the way to the office. */
export class Phone {
  readonly disk = new MemoryDisk();
  readonly clock: ManualClock;
  readonly lock = new MemoryDrainLock();
  readonly transport = new ScriptedTransport();
  readonly device: DeviceId;
  readonly store: EngineStore;
  readonly recorder: Recorder;
  readonly shelf: Shelf;
  readonly rescorer: Rescorer;
  readonly events: { readonly name: string; readonly event: unknown }[] = [];
  readonly observed: ExchangeResult[] = [];
  readonly #random;
  readonly #transport: Transport;

  constructor(
    parts: {
      readonly n?: number;
      readonly seed?: number;
      readonly clock?: ManualClock;
      readonly transport?: Transport;
      /** Another store than the one in memory; then look behind it yourself. */
      readonly store?: EngineStore;
    } = {},
  ) {
    const { n = 1, seed = n } = parts;
    this.clock = parts.clock ?? new ManualClock();
    this.device = testId(7, n) as DeviceId;
    this.#random = seededRandom(seed);
    this.#transport = parts.transport ?? this.transport;
    this.store = parts.store ?? new MemoryEngineStore(this.disk);
    this.recorder = new Recorder(this.store, this.clock, this.#random);
    this.shelf = new Shelf(this.store, this.clock, this.#random);
    this.rescorer = new Rescorer({
      store: this.store,
      clock: this.clock,
      failed: (error) => {
        throw error;
      },
    });
  }

  /** One tab or worker of this phone. */
  context(store: EngineStore = this.store): Drainer {
    return new Drainer({
      store,
      transport: this.#transport,
      lock: this.lock,
      clock: this.clock,
      random: this.#random,
      device: this.device,
      appVersion: '1.0.0',
      storage: () => Promise.resolve(undefined),
      emit: (name, event) => {
        this.events.push({ name, event });
      },
      observe: (result) => {
        this.observed.push(result);
      },
      reordering: () => {
        this.rescorer.wake();
      },
    });
  }

  drain(options: Partial<DrainOptions> = {}): Promise<DrainOutcome> {
    return this.context().drain({ trigger: 'test', signal: new AbortController().signal, ...options });
  }

  /** A session in which each request gets the same kind of answer: by default the office takes everything. */
  async drainAll(
    answer: Partial<ExchangeReply> | ((ask: Ask) => void) = {},
    options: Partial<DrainOptions> = {},
  ): Promise<DrainOutcome> {
    this.transport.answerer =
      typeof answer === 'function'
        ? answer
        : (ask) => {
            ask.accept({}, answer);
          };
    try {
      return await this.drain(options);
    } finally {
      this.transport.answerer = undefined;
    }
  }

  async save(data: RecordData, type?: RecordType): Promise<StoredRecord> {
    const inferred = data['responseType'] === undefined ? 'ASSESSMENT' : 'RESPONSE';
    return recordOf(await this.recorder.save({ type: type ?? inferred, data }));
  }

  /** As a person does it: from what the screen shows now. */
  async edit(id: RecordId, answers: RecordData): Promise<StoredRecord> {
    const shown = this.record(id);
    const data: RecordData = { ...shown?.data, ...answers };
    return recordOf(await this.recorder.update({ id, data }));
  }

  /** Unsent items in the order in which they were captured. */
  get items(): OutboxItem[] {
    return [...this.disk.tables.items.values()].sort((a, b) => a.seq - b.seq);
  }

  itemsOf(id: RecordId): OutboxItem[] {
    return this.items.filter((item) => item.recordId === id);
  }

  /** The only unsent item of a record. */
  itemOf(id: RecordId): OutboxItem {
    const [item, ...more] = this.itemsOf(id);
    if (item === undefined || more.length > 0) throw new Error(`${1 + more.length} items of ${id}`);
    return item;
  }

  record(id: RecordId): StoredRecord | undefined {
    return this.disk.tables.records.get(id);
  }

  meta<Key extends MetaKey>(key: Key): MetaRows[Key] | undefined {
    return this.disk.tables.meta.get(key) as MetaRows[Key] | undefined;
  }

  putMeta<Key extends MetaKey>(key: Key, value: MetaRows[Key]): Promise<void> {
    return this.store.write((tx) => tx.putMeta(key, value));
  }

  eventsNamed(name: string): unknown[] {
    return this.events.filter((each) => each.name === name).map(({ event }) => event);
  }
}

export function recordOf(result: SaveResult): StoredRecord {
  if (!result.ok) throw new Error(`not saved: ${JSON.stringify(result)}`);
  return result.record;
}
