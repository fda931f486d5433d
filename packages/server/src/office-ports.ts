/** What the office side needs from the database, by contract: devices, commands, config, records to read, the audit log. */
import type {
  AffectedEntity,
  Command,
  Config,
  ConflictAudit,
  ConflictDetail,
  ConflictPage,
  ConflictQuery,
  DeviceId,
  Heartbeat,
  PriorityRule,
  RecordDetail,
  RecordId,
  RecordPage,
  RecordQuery,
  RecordSummary,
  UserId,
} from '@fieldsync/protocol';
import type { FeedScope } from './ports.ts';

/** A device and what it last said of itself. Times are ISO 8601 with milliseconds. */
export interface KnownDevice {
  readonly id: DeviceId;
  readonly user: { readonly id: UserId; readonly name: string };
  readonly lastSeen: string;
  /** Null until the first report. */
  readonly heartbeat: Heartbeat | null;
  readonly heartbeatAt: string | null;
  /** Device clock minus server clock at the last report, ms. */
  readonly clockSkewMs: number | null;
}

/** What an exchange needs to know before anything else. */
export interface Greeting {
  /** False when the device is another account's: the first contact ties it to one for good. */
  readonly isTheirs: boolean;
  /** Version of the rules and places in force. */
  readonly configVersion: number;
  /** What the office asked of the device and has not been told is done, in the order in which it was given. */
  readonly commands: readonly Command[];
}

export interface Reception {
  /**
   * A device speaks: one round trip. When it was last heard of, and up to where it has heard the feed, is kept to half a minute.
   * @param cursor as it has it; null when it has none
   */
  greet(device: DeviceId, user: UserId, at: string, cursor: string | null): Promise<Greeting>;
}

export interface DeviceBook {
  /** The device's own report replaces the one before. */
  report(device: DeviceId, heartbeat: Heartbeat, at: string): Promise<void>;
  find(device: DeviceId): Promise<KnownDevice | null>;
  /** The device of this account that spoke last. */
  latestOf(user: UserId): Promise<KnownDevice | null>;
  /** All of them, the one that spoke last first. */
  list(): Promise<readonly KnownDevice[]>;
}

export interface ConfigBook {
  /** The rules of this version or a later one; without one, of the version in force. */
  rules(least?: number): Promise<readonly PriorityRule[]>;
  read(): Promise<Config>;
}

/** A record as it is now. */
export interface FoundRecord {
  readonly summary: RecordSummary;
  /** Those of the asked accounts who see it through one of their areas. */
  readonly seenBy: readonly UserId[];
}

export interface SummaryPage {
  readonly items: readonly FoundRecord[];
  /** Records that an account saw through an area until they left it, up to `cursor`. */
  readonly departures: readonly { readonly user: UserId; readonly id: RecordId }[];
  /** Where to go on from. */
  readonly cursor: string;
  readonly more: boolean;
  /** There are changes beyond `cursor` that cannot be read yet, because an older transaction still runs. */
  readonly behind: boolean;
}

export interface RecordReader {
  /** @returns undefined when `after` is not from a page of this order */
  list(query: RecordQuery, scope: FeedScope): Promise<RecordPage | undefined>;
  /** Null for what does not exist, was deleted, or is not in the scope, alike [R3]. */
  find(id: RecordId, scope: FeedScope): Promise<RecordDetail | null>;
  /**
   * Summaries of records that changed after the cursor, deleted ones too, oldest change first. A cursor of another epoch
   * starts from the beginning.
   * @param users field workers: what they see through areas, as those are in the snapshot of the answer, and what left them
   */
  changedSince(cursor: string, limit: number, users: readonly UserId[]): Promise<SummaryPage>;
  /** The feed's end now: the cursor from which only later changes follow. */
  head(): Promise<string>;
}

export interface ConflictReader {
  /**
   * One page, how many match in all, and how it stands with conflicts altogether.
   * @param now whose day, by UTC, is today
   */
  list(query: ConflictQuery, now: string): Promise<ConflictPage & { readonly total: number }>;
  find(id: string): Promise<ConflictDetail | null>;
  /** Every decision on a record, also those that were changed since, oldest first. Null when there is no such record. */
  audit(record: RecordId): Promise<ConflictAudit | null>;
}

/** What an installation begins with, given once: what an administrator removes later must not come back. */
export interface FirstStart {
  /** Runs `work` while no other process of this installation is at its first start: several may be started at once. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Whether it was given before. */
  isDone(): Promise<boolean>;
  /** Adds the places, raises the config's version and remembers it, in one transaction. */
  finish(places: readonly AffectedEntity[], at: string): Promise<void>;
}
