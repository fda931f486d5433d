import type {
  ManualOverride,
  Operation,
  PriorityRule,
  RecordedVerdict,
  Role,
  Verdict,
} from '@fieldsync/protocol';
import type { OpenedConflict } from './conflict.ts';
import type { NewJob } from './job.ts';
import type { StoredRecord } from './stored-record.ts';

/** Who acts, from the session. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
}

/** What one device says in one exchange. */
export interface Batch {
  readonly actor: Actor;
  readonly deviceId: string;
  /** In the order in which they are to take effect. */
  readonly operations: readonly Operation[];
  /** The rules in force, for the score. */
  readonly rules: readonly PriorityRule[];
  /** The server's clock, ISO 8601 with milliseconds. */
  readonly now: string;
  /** Position in the feed up to which the device has heard; absent: from the beginning. */
  readonly heardUpTo?: number;
}

/** One line of the ledger [S1]. */
export interface LedgerEntry {
  readonly id: string;
  readonly deviceId: string;
  readonly actorId: string;
  readonly recordId: string;
  readonly action: Operation['action'];
  readonly verdict: RecordedVerdict;
  readonly receivedAt: string;
}

/** What is known of a batch before it is judged, all from one transaction. */
export interface BatchState {
  /** Ledger lines of operations that were judged before, by operation id. */
  readonly ledger: ReadonlyMap<string, Pick<LedgerEntry, 'actorId' | 'verdict'>>;
  /** Records that the operations change, by id; locked until the transaction ends. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Ids, out of those that the batch refers to, that the server knows. */
  readonly known: ReadonlySet<string>;
  /** Records on which this device has an open conflict: record id to conflict id. */
  readonly fenced: ReadonlyMap<string, string>;
  /** Scores that were set by hand before their record arrived, by record id. */
  readonly awaited: ReadonlyMap<string, ManualOverride>;
}

/** What is to be written, all or nothing. */
export interface BatchWrites {
  readonly ledger: readonly LedgerEntry[];
  /** New state of each changed record, once each; `before` is the version that was loaded, 0 for a new one. */
  readonly records: readonly RecordWrite[];
  readonly conflicts: readonly OpenedConflict[];
  readonly jobs: readonly NewJob[];
}

export interface RecordWrite {
  readonly before: number;
  readonly record: StoredRecord;
}

export interface Judgement {
  /** One for each operation, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly writes: BatchWrites;
}
