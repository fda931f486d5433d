import type {
  AffectedEntity,
  BackgroundMetrics,
  BackgroundStatus,
  BackgroundSyncSettings,
  Config,
  ConnectionType,
  ConnectivityStatus,
  DeviceId,
  HoldReason,
  Priority,
  PriorityQueueItem,
  RecordData,
  RecordId,
  RecordType,
  Sector,
  UserId,
} from '@fieldsync/protocol';
import type { Hold } from './core/hold.ts';
import type { NextLook } from './core/look.ts';
import type { SyncPreferences } from './core/preferences.ts';
import type { Performance } from './core/performance.ts';
import type { SelfTestResult } from './core/self-test.ts';
import type { SyncEvents } from './events.ts';
import type { PinState, UnlockResult } from './ports.ts';
import type {
  Draft,
  ItemError,
  ItemState,
  LastFailure,
  PauseReason,
  QueueCounts,
  RecordCounts,
  RecordState,
  SessionRow,
  StoredRecord,
} from './core/stored.ts';

export type { Hold } from './core/hold.ts';
export type { PinState, UnlockResult } from './ports.ts';
export type { FirstAck, Performance, SessionFigures, WeekFigures } from './core/performance.ts';
export type { Recommendation } from './core/recommendations.ts';
export type { Check, CheckResult, Finding, SelfTestResult } from './core/self-test.ts';

export interface SaveRecord {
  readonly type: RecordType;
  readonly data: RecordData;
  /** The person's own choice; the content may put the record higher. */
  readonly priority?: Priority;
  /** Key of the draft that this save finishes: removed in the same transaction. */
  readonly draftKey?: string;
}

export interface UpdateRecord {
  readonly id: RecordId;
  /** The record as it should be; the engine sends only what differs from what the person was looking at. */
  readonly data: RecordData;
  /**
   * What the form showed when editing began, and `record.base?.version ?? 0` of that moment: the patch is the difference
   * to it, and changes that came in meanwhile are not overwritten unseen. Default: the stored record.
   */
  readonly shown?: { readonly data: RecordData; readonly version: number };
  readonly priority?: Priority;
  readonly draftKey?: string;
}

/** Why a save did not happen. Anything else that goes wrong is thrown. */
export type SaveResult =
  | { readonly ok: true; readonly record: StoredRecord }
  /** `invalid`: an answer does not fit its question. `full`: no room on the phone. `gone`: no such record here.
   *  `locked`: a PIN stands before the records. `reserve`: a medium would take the room that is kept for records. */
  | {
      readonly ok: false;
      readonly reason: 'invalid';
      readonly problems: readonly { readonly field: string; readonly message: string }[];
    }
  | { readonly ok: false; readonly reason: 'full' | 'gone' | 'locked' | 'reserve' };

export interface RecordListQuery {
  readonly type?: RecordType;
  readonly state?: RecordState;
  /** Newest first, from before this `savedAt`. */
  readonly before?: number;
  readonly limit: number;
}

/** One row of the queue screen: the contract's item and where it stands. */
export interface QueueEntry extends PriorityQueueItem {
  readonly state: ItemState;
  readonly sector: Sector | null;
  readonly placeId: string | null;
  /** Place in line among what waits, from 1; undefined when it does not wait. */
  readonly place?: number;
  /** ms since 1970, when it was put off. */
  readonly nextAttemptAt?: number;
  readonly problem?: ItemError;
  readonly criticalBand: boolean;
}

/** Everything a screen needs to say what is going on, read from the database in one go. */
export interface SyncState {
  readonly counts: QueueCounts;
  readonly connectivity: ConnectivityStatus & { readonly cause: HoldReason | null };
  /** Why nothing, or not everything, goes now. Empty: nothing stands in the way. */
  readonly holds: readonly Hold[];
  readonly session: SessionRow | null;
  readonly pauses: readonly PauseReason[];
  readonly lastFailure: LastFailure | null;
  readonly lastExchangeAt: number | null;
  /** When the engine looks again by itself, ms since 1970, and why then. */
  readonly nextAttemptAt: number | null;
  readonly nextAttemptWhy: NextLook['why'] | null;
  /** The connection in terms of money, as last read; null before it was. */
  readonly connection: {
    readonly type: ConnectionType;
    readonly saveData: boolean;
    readonly costs: boolean;
  } | null;
  /** Records known to be at the office, and when the last of them got there. */
  readonly office: { readonly count: number; readonly lastAt: number | null };
  /** Records and drafts that could not be read any more: set aside as they are [C3]. */
  readonly quarantined: number;
  /** The office was restored from a backup and had lost so many records and edits of this phone: they were put back in line. */
  readonly givenBack: { readonly at: number; readonly count: number } | null;
  /** A PIN stands before the records in this page. */
  readonly locked: boolean;
}

/**
 * The engine as an app sees it.
 *
 * Reading methods read the database directly, so they can be wrapped in Dexie's `liveQuery` / `useLiveQuery` and
 * update by themselves, also when the service worker or another tab writes.
 */
export interface Fieldsync {
  readonly account: UserId;
  readonly device: DeviceId;

  /** Resolves when the record and its outbox item are on disk, in one transaction [C1]. */
  save(input: SaveRecord): Promise<SaveResult>;
  update(input: UpdateRecord): Promise<SaveResult>;
  /** Deletes the record here and, with the next exchange, at the office. */
  remove(id: RecordId): Promise<SaveResult>;

  getRecord(id: RecordId): Promise<StoredRecord | undefined>;
  listRecords(query: RecordListQuery): Promise<StoredRecord[]>;
  countRecords(): Promise<RecordCounts>;
  /** Records with a decision of the office that the person has not seen, the latest first [K2]. */
  listDecided(): Promise<StoredRecord[]>;
  /** The person has seen what was decided on a record. One that stays removed goes from this phone with that. */
  seeDecisions(id: RecordId): Promise<void>;

  /** Unsent items in sending order; shelf and conflicts first. */
  listQueue(query: { readonly limit: number }): Promise<QueueEntry[]>;
  /** The outbox items of one record, oldest first. */
  queueOf(id: RecordId): Promise<QueueEntry[]>;

  saveDraft(draft: Omit<Draft, 'savedAt'>): Promise<void>;
  getDraft(key: string): Promise<Draft | undefined>;
  listDrafts(): Promise<Draft[]>;
  removeDraft(key: string): Promise<void>;

  /** The contract's settings, stored on the device. */
  getSettings(): Promise<BackgroundSyncSettings>;
  putSettings(settings: BackgroundSyncSettings): Promise<void>;
  /** Choices beyond those settings, kept on this phone alone: consent, cost, what critical records may override. */
  getPreferences(): Promise<SyncPreferences>;
  putPreferences(preferences: SyncPreferences): Promise<void>;
  getConfig(): Promise<Config>;
  listPlaces(): Promise<readonly AffectedEntity[]>;

  getState(): Promise<SyncState>;
  /** As `GET background/status` answers on this device. */
  getStatus(): Promise<BackgroundStatus>;
  getMetrics(): Promise<BackgroundMetrics>;
  /** What the contract's metrics have no place for: first acknowledgement, energy, the week, what could be saved. */
  getPerformance(): Promise<Performance>;

  /** Looks at everything that sending needs. Never throws, and is over in 15 s whatever hangs. */
  selfTest(): Promise<SelfTestResult>;
  /** The log of this phone as text, for a file: codes, counts and times, nothing that a person wrote. Needs no signal. */
  exportLog(): Promise<string>;

  /** Send now. Overrides backoff and the interval, never the policy. Resolves when the session ends. */
  syncNow(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Tell the engine that the person signed in again: lifts the `auth` pause and sends. */
  signedIn(): Promise<void>;

  /** Shelf: try the item again as it is. */
  retryItem(id: string): Promise<void>;
  /** Shelf: remove it for good. The only way in which an unsent item disappears [C2]. Written to the discard log. */
  discardItem(id: string): Promise<void>;
  /** The item as JSON text, for a file that a person keeps or hands over. */
  exportItem(id: string): Promise<string>;
  /** The rows behind `SyncState.quarantined`, sealed as they lie on the disk, as JSON text. */
  exportUnreadable(): Promise<string>;

  /** The PIN before the records on this phone. While locked, records, drafts and the queue cannot be read. */
  pinState(): Promise<PinState>;
  /** Resolves when everything is sealed under it. With a PIN, records are sent only while a page is open and unlocked. */
  setPin(pin: string): Promise<void>;
  removePin(): Promise<void>;
  unlock(pin: string): Promise<UnlockResult>;
  lock(): Promise<void>;

  /** Returns the function that ends the subscription. */
  on<Name extends keyof SyncEvents>(name: Name, listener: (event: SyncEvents[Name]) => void): () => void;

  /** Stops triggers and closes the database; unsent items stay. */
  close(): Promise<void>;
}
