/**
 * One phone: a disk that survives, and contexts (a page, a worker) that come and go. The page captures and drains on its
 * triggers; the worker drains when the signal comes back, also with no page open.
 */
import type { DeviceId, Priority, RecordData, RecordId } from '@fieldsync/protocol';
import {
  Drainer,
  drainInEvent,
  MemoryDisk,
  MemoryEngineStore,
  readOutlook,
  Recorder,
  Rescorer,
  Shelf,
  SyncScheduler,
  type Clock,
  type EngineStore,
  type OutboxItem,
} from '@fieldsync/engine/testing';
import { Life, MortalStore, PhoneLock } from './mortal.ts';
import type { Rng } from './rng.ts';
import { transportOver, type SimLink } from './sim-network.ts';
import type { Person, SimOffice } from './sim-office.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Context {
  readonly life: Life;
  readonly store: EngineStore;
  readonly recorder: Recorder;
  readonly shelf: Shelf;
  readonly drainer: Drainer;
  readonly scheduler: SyncScheduler;
}

/** Stands between a context and the disk, so that a mutant can be planted there. */
export type StoreFault = (store: MemoryEngineStore) => MemoryEngineStore;

export class SimPhone {
  readonly disk = new MemoryDisk();
  readonly device: DeviceId;
  readonly person: Person;
  readonly link: SimLink;
  readonly skewMs: number;
  /** Records that this phone's person saved. */
  readonly ownRecords: RecordId[] = [];
  #page: Context | undefined;
  #worker: Context | undefined;
  readonly #lock = new PhoneLock();
  readonly #office: SimOffice;
  readonly #time: VirtualTime;
  readonly #rng: Rng;
  readonly #fault: StoreFault;

  constructor(parts: {
    device: DeviceId;
    person: Person;
    link: SimLink;
    office: SimOffice;
    time: VirtualTime;
    rng: Rng;
    storeFault: StoreFault;
  }) {
    this.device = parts.device;
    this.person = parts.person;
    this.link = parts.link;
    this.#office = parts.office;
    this.#time = parts.time;
    this.#rng = parts.rng;
    this.#fault = parts.storeFault;
    this.skewMs = Math.round((parts.rng.roll() - 0.5) * 7_200_000);
    /* A link and a coder so poor that a request carries a handful of items: several are on the way at once then. */
    this.disk.tables.meta.set('link', { goodputBytesPerSecond: 500, rttMs: 600, ratio: 1.2, at: 0 });
    this.link.onRecovered = () => {
      this.#wakeWorker();
      if (this.#page?.life.alive === true) void this.#page.scheduler.trigger('online');
    };
  }

  openPage(): Context {
    if (this.#page?.life.alive === true) return this.#page;
    this.#page = this.#context();
    void this.#page.scheduler.trigger('start');
    return this.#page;
  }

  killPage(): void {
    this.#page?.scheduler.stop();
    this.#page?.life.end();
  }

  killWorker(): void {
    this.#worker?.life.end();
  }

  async save(data: RecordData): Promise<void> {
    const page = this.openPage();
    const saved = await page.recorder.save({ type: 'ASSESSMENT', data });
    if (saved.ok) this.ownRecords.push(saved.record.id);
    page.scheduler.saved();
  }

  /** @returns its id; undefined where it could not be saved */
  async respond(data: RecordData, priority: Priority): Promise<RecordId | undefined> {
    const page = this.openPage();
    const saved = await page.recorder.save({ type: 'RESPONSE', data, priority });
    page.scheduler.saved();
    return saved.ok ? saved.record.id : undefined;
  }

  async edit(id: RecordId, fields: RecordData): Promise<void> {
    const page = this.openPage();
    const record = await page.store.read((tx) => tx.getRecord(id));
    if (record === undefined || record.deleted) return;
    await page.recorder.update({ id, data: { ...record.data, ...fields } });
    page.scheduler.saved();
  }

  async remove(id: RecordId): Promise<void> {
    const page = this.openPage();
    await page.recorder.remove(id);
    page.scheduler.saved();
  }

  async sendNow(): Promise<void> {
    await this.openPage().scheduler.trigger('manual');
  }

  /** The person signs in again and brings shelved items forward, as someone at the end of a day would. */
  async tend(): Promise<void> {
    const page = this.openPage();
    this.link.signedIn = true;
    await page.store.write((tx) => tx.putMeta('pauses', []));
    for (const item of await page.store.read((tx) => tx.itemsIn({ state: 'shelf', limit: 1_000 })))
      await page.shelf.retry(item.id);
    await page.scheduler.trigger('signed-in');
  }

  items(): OutboxItem[] {
    return [...this.disk.tables.items.values()];
  }

  #wakeWorker(): void {
    if (this.#worker?.life.alive === true) return;
    const worker = this.#context();
    this.#worker = worker;
    const ports = { store: worker.store, drainer: worker.drainer, clock: this.#clock(), random: this.#rng };
    void drainInEvent(ports, 'sync', false).then(() => {
      worker.life.end();
    });
  }

  #clock(): Clock {
    return { now: () => this.#time.now() + this.skewMs, sleep: (ms, signal) => this.#time.sleep(ms, signal) };
  }

  #context(): Context {
    const life = new Life();
    const clock = this.#clock();
    const store = new MortalStore(this.#fault(new MemoryEngineStore(this.disk)), life, () => {
      if (!this.#rng.chance(this.link.faults.diesAtCommit)) return false;
      life.end();
      return true;
    });
    const rescorer = new Rescorer({
      store,
      clock,
      failed: (error) => {
        throw error;
      },
    });
    rescorer.wake();
    const drainer = new Drainer({
      store,
      transport: transportOver(this.link, this.#office, this.person, life, this.#time),
      lock: this.#lock.forLife(life),
      clock,
      random: this.#rng,
      device: this.device,
      appVersion: 'simulated',
      storage: () => Promise.resolve(undefined),
      emit: () => undefined,
      observe: () => undefined,
      reordering: () => {
        rescorer.wake();
      },
    });
    const scheduler = new SyncScheduler({
      clock,
      drain: (options) => drainer.drain(options),
      random: this.#rng,
      outlook: () => store.read((tx) => readOutlook(tx, clock.now())),
      page: () => ({ visible: true, pressed: false }),
      idle: () => Promise.resolve(),
      planned: () => Promise.resolve(),
      failed: (error) => {
        throw error;
      },
    });
    return {
      life,
      store,
      recorder: new Recorder(store, clock, this.#rng),
      shelf: new Shelf(store, clock, this.#rng),
      drainer,
      scheduler,
    };
  }
}
