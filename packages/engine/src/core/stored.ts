/**
 * What the engine keeps on the phone. One database per account: an outbox is never shared between people.
 * Fields that an index needs are plain; everything a person wrote is under `data` or `patch`.
 */
import type {
  Action,
  BackgroundSyncSettings,
  Band,
  CommandId,
  Config,
  ConnectivityStatus,
  DeviceId,
  ErrorCode,
  HoldReason,
  ManualOverride,
  OperationId,
  Patch,
  Priority,
  RecordData,
  RecordId,
  RecordType,
  ScoreReason,
  Sector,
  Strategy,
} from '@fieldsync/protocol';
import type { Lane } from './lanes.ts';
import type { NextLook } from './look.ts';
import type { SyncPreferences } from './preferences.ts';
import type { NetworkReading, PowerReading, PressureReading, VisibilityReading } from './readings.ts';
import type { Walk } from './walk.ts';

export { LANES, type Lane } from './lanes.ts';

/**
 * Where an unsent item is.
 * - `waiting`: may go with the next batch
 * - `sending`: in a batch that was begun; its outcome at the server is unknown until a verdict settles it
 * - `later`: tried or held; not before `nextAttemptAt`
 * - `fenced`: an earlier item on the same record is on the shelf or in conflict [S2]
 * - `shelf`: waits for a person, with its reason
 * - `conflict`: the office has both versions; someone must choose
 */
export const ITEM_STATES = ['waiting', 'sending', 'later', 'fenced', 'shelf', 'conflict'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export interface ItemError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Dotted path of the answer to fix. */
  readonly field?: string;
}

/** One captured change that the office has not acknowledged. */
export interface OutboxItem {
  readonly id: OperationId;
  /** Capture order on this device; per-record order follows it [S2]. */
  readonly seq: number;
  readonly recordId: RecordId;
  readonly type: RecordType;
  readonly action: Action;
  /** Version of the record that the edit was made on; 0 for a record that the office does not know. */
  readonly base: number;
  /** CREATE: the whole record. */
  readonly data?: RecordData;
  /** UPDATE: changed fields only. */
  readonly patch?: Patch;
  readonly dependsOn: readonly RecordId[];
  readonly choice?: Priority;
  /** Its own score, 0-100. */
  readonly score: number;
  /** The highest score among the items that wait for it: a chain goes with its most urgent member [S4]. */
  readonly chainScore: number;
  readonly lane: Lane;
  /** Ascending sending order within a lane; see core/queue-order.ts. */
  readonly order: number;
  readonly state: ItemState;
  /** Sent at least once, so the office may know it: must not be changed under the same id [S1]. */
  readonly mayBeKnown: boolean;
  /** The office said no: nothing of it took effect, so a corrected version may take a new id. */
  readonly refused: boolean;
  /** Failures that count towards `maxRetryAttempts`; network failures never do. */
  readonly retryCount: number;
  /** Times it was held or put off, for the backoff. */
  readonly delays: number;
  /** ms since 1970; 0 when it is not put off. */
  readonly nextAttemptAt: number;
  /** ms since 1970, by the phone's clock. */
  readonly capturedAt: number;
  readonly lastAttemptAt?: number;
  readonly error?: ItemError;
  /** What was captured cannot be opened any more. Stays as it lies on the disk, is never sent, never changed [C3]. */
  readonly unreadable?: true;
  readonly conflictId?: string;
  /** JSON bytes of the operation, about. */
  readonly sizeBytes: number;
  /**
   * No other unsent item of its record exists, and if it makes the record, no version of the office's is known here. False or
   * absent: that may be otherwise. Kept by OutboxChanges; with it nothing has to be looked up to know that nothing stands
   * before an item, and that its arrival is all there is to say.
   */
  readonly alone?: boolean;
  /** The score of its record was set by hand at the office. */
  readonly overridden?: true;
}

/** The one sync state that a screen shows for a record (design: one set, everywhere). */
export type RecordState = 'phone' | 'sending' | 'office' | 'needs' | 'conflict';

export type RecordCounts = Readonly<Record<RecordState, number>>;

/** As it is kept: `phone` counts those on the way too. That a request leaves changes no row of a record. */
export type RecordTotals = Readonly<Record<Exclude<RecordState, 'sending'>, number>>;

/** Items that were marked together, in a request that has left or is about to: ids alone, for it is read by every transaction. */
export interface SendingGroup {
  readonly ids: readonly OperationId[];
  /** Of the record of each of them. */
  readonly recordIds: readonly RecordId[];
  /** ms since 1970. */
  readonly at: number;
  /** The context that marked them, which has the items as they are while the marks are there; empty once somebody else wrote one. */
  readonly by: string;
}

/** A record as this phone knows it. */
export interface StoredRecord {
  readonly id: RecordId;
  readonly type: RecordType;
  readonly sector: Sector | null;
  readonly placeId: string | null;
  /** What the person sees: the office's latest version with the unsent edits on top [R2]. */
  readonly data: RecordData;
  /** The office's latest version that this phone knows; null while it knows none. */
  readonly base: { readonly version: number; readonly data: RecordData | null } | null;
  readonly state: RecordState;
  readonly score: number;
  readonly band: Band;
  readonly reasons: readonly ScoreReason[];
  readonly reason: string;
  readonly choice: Priority | null;
  /** Its score was set by hand at the office; absent: content and rules decide. */
  readonly override?: ManualOverride;
  /** The office's last command about that which this phone has heard: an older one that comes late changes nothing. */
  readonly overrideOrder?: CommandId;
  /** Deleted here, not yet at the office. */
  readonly deleted: boolean;
  /** ms since 1970. */
  readonly savedAt: number;
  /** When the office last acknowledged a change from this phone, ms since 1970; null before that. */
  readonly officeAt: number | null;
  /** Somebody else made it. */
  readonly others?: true;
  /** The area through which the account sees it: it goes when the area is taken away [R3]. */
  readonly area?: string;
  /** Out of the account's scope: here only until this phone's edits of it are answered and what was decided is looked at. */
  readonly left?: true;
  /** The last walk through the feed of a restored office that met it, or during which the office acknowledged it. */
  readonly walk?: number;
  /** The latest of them, oldest first. Absent: none. */
  readonly decisions?: readonly Decision[];
}

/** What the office decided about an edit of this phone's that met another [K2]. */
export interface Decision {
  readonly operation: OperationId;
  readonly strategy: Strategy;
  /** Who decided, when (ms since 1970, by the office's clock), and why. */
  readonly by: string;
  readonly at: number;
  readonly justification: string;
  /** This phone wanted the record removed. */
  readonly removal: boolean;
  /** Answers in conflict: what this phone had said, and what stands. Absent where there is no answer. */
  readonly answers: readonly {
    readonly field: string;
    readonly mine?: unknown;
    readonly stands?: unknown;
  }[];
  /** The record is removed since. */
  readonly removed: boolean;
  /** The person has looked at it. */
  readonly seen: boolean;
}

/** Unfinished answers. Never sent. */
export interface Draft {
  /** `assessment:HEALTH`, or `edit:<record id>`. */
  readonly key: string;
  readonly type: RecordType;
  readonly sector: Sector;
  readonly recordId: RecordId | null;
  readonly answers: RecordData;
  readonly savedAt: number;
}

export interface QueueCounts {
  readonly critical: number;
  readonly high: number;
  readonly normal: number;
  readonly low: number;
  /** On the shelf. */
  readonly needsYou: number;
  readonly conflict: number;
  /** Of the unsent ones, those in flight now. */
  readonly sending: number;
  /** Sum of the scores of all of them, and how many were set by hand. Absent: counted by a build that did not keep it. */
  readonly scoreSum?: number;
  readonly overridden?: number;
}

/** One run of sending, as it goes on; kept afterwards as history. */
export interface SessionRow {
  readonly id: string;
  readonly trigger: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  readonly criticalTotal: number;
  readonly criticalCompleted: number;
  readonly rawBytes: number;
  readonly wireBytes: number;
  readonly requests: number;
  /** ms since 1970 when all, and when the critical ones, should be done; null when not known. */
  readonly estimatedEndAt: number | null;
  readonly estimatedCriticalEndAt: number | null;
  readonly current: { readonly type: RecordType; readonly recordId: RecordId } | null;
  readonly outcome: SessionOutcome | null;
  readonly batteryAtStart: number | null;
  readonly batteryAtEnd: number | null;
  readonly errors: readonly string[];
  /** The office's first acknowledgement, ms since 1970; absent before it. */
  readonly firstAckAt?: number;
  /** Changes that came in from the office. */
  readonly received?: number;
  /** Sessions in a row that carried nothing and are kept as this one. */
  readonly attempts?: number;
  /** Absent in rows of builds that did not measure it. */
  readonly traffic?: SessionTraffic;
}

/** What kind of radio carried it, as far as the browser and the measured rate tell. */
export const RADIOS = ['wifi', 'lte', '3g', 'edge'] as const;
export type Radio = (typeof RADIOS)[number];

/** What a session cost on the air. */
export interface SessionTraffic {
  readonly radio: Radio;
  /** Over a connection that costs money. */
  readonly metered: boolean;
  readonly upBytes: number;
  readonly downBytes: number;
  /** ms in which a request was under way. */
  readonly airMs: number;
  /** When the radio was last used, ms since 1970; 0: not that we know of. */
  readonly lastAt: number;
  /** By the model in energy.ts. */
  readonly joules: number;
}

/** What one day cost, sums only; the history that recommendations rest on. */
export interface DayUsage {
  /** Days since 1970, UTC. */
  readonly day: number;
  /** Sessions that had something to carry. */
  readonly sessions: number;
  /** Sessions that asked for changes, had nothing to send and got nothing. */
  readonly emptyPulls: number;
  readonly requests: number;
  /** JSON bytes that were sent, before compression. */
  readonly rawBytes: number;
  readonly upBytes: number;
  readonly downBytes: number;
  /** Bytes both ways over connections that cost money, of those what was not critical, and over the others. */
  readonly meteredBytes: number;
  readonly meteredOtherBytes: number;
  readonly freeBytes: number;
  readonly joules: number;
  readonly emptyJoules: number;
  /** Empty pulls by the interval that an interval of 30 minutes would have spared. */
  readonly sparedPulls: number;
  readonly sparedJoules: number;
}

/** Days of usage, newest last, and when the radio was last used. */
export interface UsageRow {
  readonly days: readonly DayUsage[];
  readonly lastAt: number;
}

/** How a session ended. `lost`: the link went away with items left. */
export type SessionOutcome = 'done' | 'lost' | 'held' | 'stopped';

export type { PowerReading } from './readings.ts';

/** A reason why sending is paused; a set of these, never a boolean. */
export interface PauseReason {
  readonly reason: 'user' | 'office' | 'auth' | 'update';
  readonly since: number;
  /** Who, for `office`. */
  readonly by?: string;
}

export interface LastFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at: number;
}

/** Single rows, each with its own type. */
export interface MetaRows {
  readonly device: DeviceId;
  readonly sequence: number;
  readonly counts: QueueCounts;
  readonly recordTotals: RecordTotals;
  readonly sending: readonly SendingGroup[];
  /** Up to there nothing waits in a lane but what is on the way or has arrived. A session begins without. */
  readonly frontier: Partial<Record<Lane, Pick<OutboxItem, 'order' | 'seq'>>>;
  /** Records with a decision that the person has not seen, oldest first. */
  readonly decided: readonly RecordId[];
  /** Rows that could not be opened and were set aside. */
  readonly quarantined: number;
  /** When the office last acknowledged anything from this phone, ms since 1970. */
  readonly lastOfficeAt: number;
  readonly cursor: string | null;
  readonly config: Config;
  readonly settings: BackgroundSyncSettings;
  readonly pauses: readonly PauseReason[];
  readonly preferences: SyncPreferences;
  /** Readings of the page that looked last: a worker cannot read most of this itself. */
  readonly power: PowerReading;
  readonly network: NetworkReading;
  readonly pressure: PressureReading;
  readonly visibility: VisibilityReading;
  readonly connectivity: ConnectivityStatus & { readonly cause: HoldReason | null };
  /** Nothing is sent before this, ms since 1970: backoff, or the office's Retry-After. */
  readonly notBefore: number;
  /** When the page that planned last looks again by itself. */
  readonly nextLook: NextLook;
  readonly failures: number;
  readonly lastFailure: LastFailure | null;
  readonly lastExchangeAt: number;
  readonly lastHeartbeat: { readonly at: number; readonly digest: string };
  readonly session: SessionRow;
  readonly usage: UsageRow;
  /** The self-test's own row: written, read and deleted by it. */
  readonly scratch: number;
  readonly commandsDone: readonly string[];
  /** The epoch of the office's feed, as the last reply had it: a device without a cursor would not be told of another one. */
  readonly feed: string;
  /** The last time that the office's feed began anew, and how far this phone has come with it. */
  readonly walk: Walk;
  /** Areas that were taken away and whose copies are to go; records up to `after` were looked at. Null or absent: none. */
  readonly leaving: { readonly areas: readonly string[]; readonly after: RecordId | null } | null;
  /** What was put back in line since the office was last restored from a backup: edits and records. */
  readonly givenBack: { readonly at: number; readonly count: number; readonly walk: number };
  /** The queue is to be scored anew: items captured before this place in line are; null: all. Absent: it has been. */
  readonly rescore: { readonly before: number | null };
  /** Fencing token: raised by each new drainer, checked by each settlement [S6]. */
  readonly lease: { readonly token: number; readonly holder: string; readonly expiresAt: number };
  readonly link: {
    readonly goodputBytesPerSecond: number;
    readonly rttMs: number;
    readonly ratio: number;
    readonly width?: number;
    readonly at: number;
  };
  /** Background Sync tags whose event failed; a fresh tag is registered beside them. */
  readonly spentTags: readonly string[];
}
export type MetaKey = keyof MetaRows;

export interface SyncEventRecord {
  readonly recordId: RecordId;
  readonly action: Action;
}
