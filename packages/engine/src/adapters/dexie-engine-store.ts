import {
  StoreFullError,
  StoreLockedError,
  type Clock,
  type EngineStore,
  type StoreReader,
  type StoreWriter,
} from '../ports.ts';
import { DatabasePinLock } from './database-pin-lock.ts';
import { KnownArrivals } from './arrivals.ts';
import { DexieTransaction, type TransactionMemory } from './dexie-transaction.ts';
import { EngineDatabase } from './engine-database.ts';
import { foldArrivals, RECORDS_AT_A_TIME } from './fold-arrivals.ts';
import { KeyRing } from './key-ring.ts';
import type { LostRow } from './lost-rows.ts';
import { MarkedItems } from './sending-marks.ts';
import { movePlainRows } from './move-plain-rows.ts';
import { PIN_ROUNDS } from './pin-key.ts';
import { OpenedTexts } from './opened-texts.ts';

/** Longer than a busy link leaves between two answers: what has arrived is folded in when nothing else is to be done. */
const FOLD_AFTER_MS = 300;
/** Where somebody lists what these would have to be laid over, folding waits no longer. */
const MOST_LAID_OVER = 1_000;
/** Kept in the memory of every page, some 300 bytes each. */
const MOST_UNFOLDED = 20_000;

/** The engine's store on IndexedDB, sealed. */
export class DexieEngineStore implements EngineStore {
  readonly #database: EngineDatabase;
  readonly ring: KeyRing;
  readonly #memory: TransactionMemory = {
    opened: new OpenedTexts(),
    marked: new MarkedItems(),
    arrivals: new KnownArrivals(),
  };
  #ready = false;
  #preparing: Promise<void> | undefined;
  #unseen: readonly LostRow[] = [];
  #folding: ReturnType<typeof setTimeout> | undefined;
  #isFolding = false;
  /** Folding had no room. */
  #left = false;
  #closed = false;

  constructor(database: EngineDatabase) {
    this.#database = database;
    this.ring = new KeyRing(database.keys);
  }

  /** The PIN before this store. */
  pinLock(clock: Pick<Clock, 'now'>, rounds: number = PIN_ROUNDS): DatabasePinLock {
    return new DatabasePinLock(this.#database, this.ring, this.#memory, clock, rounds);
  }

  /** Of a page whose PIN this context has not seen. What was opened with keys that it shuts is forgotten [X2]. */
  adoptKeys(keys: ReadonlyMap<number, CryptoKey>): void {
    this.ring.adopt(keys);
    if (keys.size > 0) return;
    this.#memory.opened.clear();
    this.#memory.marked.clear();
  }

  static open(account: string): DexieEngineStore {
    return new DexieEngineStore(new EngineDatabase(account));
  }

  /*
   * The scopes are `async` functions, not functions that return a promise: only of those does Dexie follow the native
   * awaits from the first one on. Otherwise what comes after an await that made no request runs outside the transaction
   * and is committed alone.
   */

  async read<Result>(
    work: (tx: StoreReader) => Promise<Result>,
    { once } = { once: false },
  ): Promise<Result> {
    if (!this.#ready) await this.#prepare();
    return this.#database.transaction('r', this.#database.tables, async () => {
      const how = { writes: false, atOnce: once };
      const transaction = await DexieTransaction.begin(this.#database, this.ring, this.#memory, how);
      const result = await work(transaction);
      this.#setAsideSoon(transaction.lost.all);
      if (transaction.laidOver > MOST_LAID_OVER && transaction.unfolded > 0) this.#foldSoon(0);
      return result;
    });
  }

  async write<Result>(work: (tx: StoreWriter) => Promise<Result>): Promise<Result> {
    if (!this.#ready) await this.#prepare();
    let unfolded = 0;
    let arrived = false;
    let laidOver = 0;
    try {
      const result = await this.#database.transaction('rw', this.#database.tables, async () => {
        const how = { writes: true, atOnce: true };
        const transaction = await DexieTransaction.begin(this.#database, this.ring, this.#memory, how);
        const done = await work(transaction);
        await transaction.flush();
        ({ unfolded, arrived, laidOver } = transaction);
        return done;
      });
      /* By the one who sends, when it has done. Another page would be at it in the middle of a window. */
      const due = unfolded >= MOST_UNFOLDED || laidOver > MOST_LAID_OVER;
      if (arrived || (unfolded > 0 && (due || this.#left || this.#folding !== undefined)))
        this.#foldSoon(due ? 0 : FOLD_AFTER_MS);
      return result;
    } catch (error) {
      throw isFull(error) ? new StoreFullError('No room left on this device', { cause: error }) : error;
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#folding);
    this.#database.close();
  }

  /** Once, before anything else: what an older build left in the clear is sealed. */
  async #prepare(): Promise<void> {
    this.#preparing ??= movePlainRows(this.#database, this.ring, this.#memory.opened).catch(
      (error: unknown) => {
        this.#preparing = undefined;
        /* What an old build wrote beside this one stays where it is until there is a start without a PIN before it. */
        if (!(error instanceof StoreLockedError)) throw error;
      },
    );
    await this.#preparing;
    this.#ready = true;
    /* What a context that died has left. */
    if ((await this.#database.arrivals.limit(1).primaryKeys()).length > 0) this.#foldSoon(FOLD_AFTER_MS);
  }

  /** Puts off what was put off already, except where enough has come together. */
  #foldSoon(afterMs: number): void {
    clearTimeout(this.#folding);
    this.#folding = setTimeout(() => {
      this.#folding = undefined;
      /* Two at once, and a save would wait for a step of each. */
      if (!this.#isFolding) void this.#fold();
    }, afterMs);
  }

  /**
   * On a phone that is nearly full a step needs room before it makes some: then smaller ones. Where all fail, everybody goes on
   * laying over; it is tried again after the next write, and with the next opening.
   */
  async #fold(): Promise<void> {
    this.#isFolding = true;
    this.#left = true;
    for (const most of [RECORDS_AT_A_TIME, 25, 1]) {
      try {
        while (!this.#closed && (await foldArrivals(this.#database, most)));
        this.#left = false;
        break;
      } catch {
        continue;
      }
    }
    this.#isFolding = false;
  }

  /** A reading transaction cannot write, and one inside a live query may not begin another: so a moment later. */
  #setAsideSoon(lost: readonly LostRow[]): void {
    if (lost.length === 0) return;
    const first = this.#unseen.length === 0;
    this.#unseen = [...this.#unseen, ...lost];
    if (first) setTimeout(() => void this.#setAside(), 0);
  }

  async #setAside(): Promise<void> {
    const lost = this.#unseen;
    this.#unseen = [];
    if (this.#closed) return;
    /* Read again: `flush` sets aside what still does not open. */
    await this.write(async (tx) => {
      const records = lost.filter(({ table }) => table === 'records');
      for (const { row } of records)
        await tx.getRecord((row as { id: Parameters<typeof tx.getRecord>[0] }).id);
      if (lost.length > records.length) await tx.listDrafts();
    });
  }
}

/** Dexie wraps the browser's error, and an aborted transaction carries it inside. */
function isFull(error: unknown): boolean {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 4; depth += 1) {
    if (current.name === 'QuotaExceededError') return true;
    current = (current as Error & { inner?: unknown }).inner ?? current.cause;
  }
  return false;
}
