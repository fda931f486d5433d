import type { ErrorCode, ExchangeReply, ExchangeRequest, RecordId, RecordType } from '@fieldsync/protocol';
import type { Coder } from '@fieldsync/protocol/dense';
import type { BodyCoder } from './core/choose-coder.ts';
import type { Note, StoredNote } from './core/note.ts';
import type {
  Draft,
  Lane,
  MetaKey,
  MetaRows,
  OutboxItem,
  RecordState,
  SessionRow,
  StoredRecord,
} from './core/stored.ts';

/** Time as the device has it. Never used for order between devices. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** Uniform in [0, 1). */
  roll(): number;
  bytes(length: number): Uint8Array;
}

/** A record that was made here, by the one item that says so and is `alone`, and the version that the office gave it. */
export interface Arrival {
  readonly item: OutboxItem;
  readonly version: number;
}

export type PlaceInLine = Pick<OutboxItem, 'order' | 'seq'>;

/** Reads see one consistent snapshot. */
export interface StoreReader {
  /**
   * What follows will read these records and their items: a store that has far to go fetches them together.
   * @param itemIds items among them that are known to exist
   */
  preload(recordIds: readonly RecordId[], itemIds?: readonly string[]): Promise<void>;
  /** One that cannot be opened is set aside as it is, counted in `quarantined`, and is not there [C3]. */
  getRecord(id: RecordId): Promise<StoredRecord | undefined>;
  /** Newest `savedAt` first. */
  listRecords(query: {
    type?: RecordType;
    state?: RecordState;
    before?: number;
    limit: number;
  }): Promise<StoredRecord[]>;
  /** By ascending id, those behind `after`: all of them once, in pages. As they are stored, whatever is on the way. */
  recordsAfter(after: RecordId | null, limit: number): Promise<StoredRecord[]>;
  /** Walks an index: only to begin the counts that are kept afterwards, see `recordTotals`. */
  countRecords(state: RecordState): Promise<number>;
  getItem(id: string): Promise<OutboxItem | undefined>;
  /** Each in its place; undefined for one that is not there. */
  getItems(ids: readonly string[]): Promise<readonly (OutboxItem | undefined)[]>;
  /** All items of these records, by ascending `seq`. */
  itemsOf(recordIds: readonly RecordId[]): Promise<OutboxItem[]>;
  /**
   * `waiting` items of a lane by ascending `order`, of equals the one that was captured first; those behind `after`. Pages
   * go on from an item, not from a number: skipping costs as much as reading.
   */
  waitingItems(query: { lane: Lane; limit: number; after?: PlaceInLine }): Promise<OutboxItem[]>;
  /** Items in another state, by ascending `order`; `later` ones by ascending `nextAttemptAt`. */
  itemsIn(query: { state: OutboxItem['state']; limit: number }): Promise<OutboxItem[]>;
  /**
   * `later` items whose time has come, by ascending `nextAttemptAt`, then those put off beyond `horizon`: nothing waits
   * that long, so their time is from before the phone's clock was set back.
   */
  dueItems(query: { now: number; horizon: number; limit: number }): Promise<OutboxItem[]>;
  /** Items in every state by descending `seq`, the last captured first; only those whose `seq` is below `before`. */
  newestItems(query: { readonly before?: number; readonly limit: number }): Promise<OutboxItem[]>;
  /** Items that refer to one of these records, in no promised order. */
  dependents(recordIds: readonly RecordId[]): Promise<OutboxItem[]>;
  getMeta<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined>;
  getDraft(key: string): Promise<Draft | undefined>;
  listDrafts(): Promise<Draft[]>;
  /** Whether a PIN stands before the records, here and now. */
  isLocked(): Promise<boolean>;
  /** An item as it lies on the disk, with what of it can be read and what cannot: for a file that a person keeps. */
  rawItem(id: string): Promise<unknown>;
  /** Rows that could not be opened and were set aside, oldest first, as they lay on the disk. */
  listQuarantined(limit: number): Promise<readonly unknown[]>;
  /** Ended sessions, newest first. */
  listSessions(limit: number): Promise<SessionRow[]>;
}

export interface StoreWriter extends StoreReader {
  putRecord(record: StoredRecord): Promise<void>;
  deleteRecord(id: RecordId): Promise<void>;
  putItem(item: OutboxItem): Promise<void>;
  deleteItem(id: string): Promise<void>;
  /**
   * These waiting items go with a request that leaves next. Until each is put again or deleted it reads as `sending`,
   * `mayBeKnown` and tried at `at`, and its record as `sending` where it would read as `phone`. One row, however many.
   * @param at ms since 1970
   */
  markSending(items: readonly OutboxItem[], at: number): Promise<void>;
  /** The request did not leave: those that are still marked are what they were before. @returns how many were */
  unmarkSending(ids: readonly string[]): Promise<number>;
  /**
   * The office has these records as they are here: their items go, and each reads as `office`, acknowledged at `at`. One row,
   * however many.
   * @param at ms since 1970
   */
  arrive(arrivals: readonly Arrival[], at: number): Promise<void>;
  putMeta<Key extends MetaKey>(key: Key, value: MetaRows[Key]): Promise<void>;
  deleteMeta(key: MetaKey): Promise<void>;
  putDraft(draft: Draft): Promise<void>;
  deleteDraft(key: string): Promise<void>;
  putSession(session: SessionRow): Promise<void>;
  /** Drops sessions begun before `before`, and those beyond the newest `keep`. */
  pruneSessions(bounds: { readonly keep: number; readonly before: number }): Promise<void>;
  /** Keeps what a person threw away, with when: the discard is explicit and can be shown [C2]. */
  logDiscard(item: OutboxItem, at: number): Promise<void>;
}

/**
 * The phone's database for one account.
 *
 * `write` is one transaction: all of it or nothing, on disk (strict durability) when the promise resolves [C1].
 * Writes are serialised with each other, across tabs and the worker too. Inside `work` only await the store's own
 * promises: an IndexedDB transaction ends by itself when anything else is awaited.
 * `read` with `once`: no screen follows what it reads, so a store that has far to go need not tell single rows apart.
 * Rejects with `StoreFullError` when there is no room; nothing was written then. What touches records, items or drafts
 * rejects with `StoreLockedError` while a PIN stands before them; meta rows and sessions can still be read.
 */
export interface EngineStore {
  read<Result>(work: (tx: StoreReader) => Promise<Result>, how?: { readonly once: boolean }): Promise<Result>;
  write<Result>(work: (tx: StoreWriter) => Promise<Result>): Promise<Result>;
  close(): void;
}

export class StoreFullError extends Error {
  override readonly name = 'StoreFullError';
}

/** A PIN stands before the records: they can be neither read nor written until it is entered. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
}

export interface PinState {
  readonly set: boolean;
  readonly locked: boolean;
  /** No PIN is tried before this, ms since 1970: the last ones were wrong. */
  readonly notBefore: number;
}

export type UnlockResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'wrong' | 'wait'; readonly notBefore: number };

/** A PIN before the records. Wrong ones cost time and never data. */
export interface PinLock {
  state(): Promise<PinState>;
  /** Seals everything anew under a key that the PIN wraps. Only where there is none yet. */
  set(pin: string): Promise<void>;
  /** Only while unlocked. Seals everything anew under a key that needs no PIN. */
  remove(): Promise<void>;
  unlock(pin: string): Promise<UnlockResult>;
  /** This page forgets the key, and its worker with it. */
  lock(): Promise<void>;
}

export interface TransferFigures {
  /** JSON bytes before compression. */
  readonly rawBytes: number;
  /** Body bytes up and down as they crossed the wire. */
  readonly upBytes: number;
  readonly downBytes: number;
  /** From the first byte asked for to the whole reply, ms. */
  readonly durationMs: number;
  /** Part of it that the office was at work, by its own word, ms: what is left is the link's. */
  readonly officeMs?: number;
  /** The form in which the body went up. */
  readonly coder?: BodyCoder;
}

export interface ExchangeOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** What the link is thought to carry up: it decides how much work a byte is worth. */
  readonly goodputBytesPerSecond?: number;
  /** Told once the body is made, before it is answered: how much of it there is decides what may go beside it. */
  readonly encoded?: (sizes: Pick<TransferFigures, 'rawBytes' | 'upBytes'>) => void;
  /** The body is made at once and leaves when this says so; false: it never does. */
  readonly leave?: Promise<boolean>;
}

export type ExchangeResult =
  | { readonly ok: true; readonly reply: ExchangeReply; readonly figures: TransferFigures }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      /** What the office asked for (Retry-After), ms. */
      readonly retryAfterMs?: number;
      readonly figures: TransferFigures;
    };

/** What an exchange showed of the link. */
export type ExchangeSeen =
  | { readonly ok: true; readonly figures: TransferFigures }
  | { readonly ok: false; readonly code: ErrorCode; readonly figures: TransferFigures };

export type ProbeResult =
  /** `officeNow`: what the office's clock said, ms since 1970. */
  | { readonly ok: true; readonly rttMs: number; readonly officeNow?: number }
  | { readonly ok: false; readonly code: 'OFFLINE' | 'UNREACHABLE' | 'TIMEOUT' | 'PORTAL' };

/**
 * The way to the office. Never throws for what a network does: every outcome is a value. Only a reply that carries our
 * header and parses is `ok`; anything else says by its code what to do (see ERROR_TABLE).
 */
export interface Transport {
  /** Several may be under way at once; their bodies are made, and leave, in the order of the calls. */
  exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResult>;
  /** The device knows that there is no network at all. False says nothing. */
  isOffline(): boolean;
  /** No connection from before can still be open: the next request has to make one, over a link that may be another by now. */
  isCold(): boolean;
  probe(options: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<ProbeResult>;
}

export interface EncodedFrame {
  readonly frame: Uint8Array<ArrayBuffer>;
  /** Work that it took, without waiting for a turn, ms. */
  readonly workMs: number;
}

/**
 * Writes and reads bodies in the dense form, beside the thread that asks where that can be had. Never rejects:
 * `undefined` means that it cannot, and JSON will do. Works in the order of the calls.
 */
export interface DenseCoding {
  /** Those that it has without holding up a screen. */
  readonly coders: readonly Coder[];
  /** Does ahead what the first frame would otherwise wait for. */
  warm(): void;
  /** JSON text to a frame on the chain of that number; another number than before begins one, and forgets the last. */
  encode(message: {
    readonly chain: number;
    readonly coder: Coder;
    readonly json: string;
  }): Promise<EncodedFrame | undefined>;
  /** The value in a frame that stands alone. */
  decode(frame: Uint8Array): Promise<{ readonly value: unknown } | undefined>;
  close(): void;
}

/**
 * One drainer per device [S6].
 * Runs `work` while holding the lock and resolves with its result; resolves `busy` when another context holds it
 * and `wait` is false, or when the signal aborts while waiting. The lock is free as soon as its holder dies.
 */
export interface DrainLock {
  hold<Result>(
    options: { readonly wait: boolean; readonly signal: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result | 'busy'>;
}

/** Where the log is kept: a ring that the newest notes stay in. Adding costs the same however much is in it. */
export interface NoteStore {
  add(at: number, note: Note): Promise<void>;
  /** Oldest first. */
  list(): Promise<StoredNote[]>;
  close(): void;
}

/** Tells other tabs and the worker what happened. Best effort: the database is the truth. */
export interface EventRelay {
  post(name: string, detail: unknown): void;
  listen(listener: (name: string, detail: unknown) => void): () => void;
  close(): void;
}
