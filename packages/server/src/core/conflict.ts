/** What two devices did to one record that a person must decide [K1], and what they decided [K2]. */
import type { ConflictKind, Severity, Strategy } from '@fieldsync/protocol';

export interface ConflictField {
  /** Absent where that side has no answer. `mine` is the device's that sent the operation, `theirs` the server's. */
  readonly mine?: unknown;
  readonly theirs?: unknown;
}
export type ConflictFields = Readonly<Record<string, ConflictField>>;

/** A side of a record: answers by name, absent where it has none, or that it was removed. */
export interface RecordSide {
  readonly deleted: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** How a person ended it [K2]. */
export interface ConflictResolution {
  readonly strategy: Strategy;
  readonly justification: string;
  /** The office's side as it was before the first decision: what may be gone back to. */
  readonly theirs: RecordSide;
  /** What was decided, of the answers in conflict and those given beside them. */
  readonly decided: RecordSide;
  /** Version of the record that carries it. */
  readonly version: number;
}

/** A conflict as it is opened. Its id is the id of the operation that met the other change: one at most for each. */
export interface OpenedConflict {
  readonly id: string;
  readonly recordId: string;
  readonly deviceId: string;
  readonly actorId: string;
  readonly kind: ConflictKind;
  /** Version that the operation was made on. */
  readonly base: number;
  /** Version of the record once the fields that are not in conflict were written. */
  readonly version: number;
  readonly fields: ConflictFields;
  readonly severity: Severity;
  readonly capturedAt: string;
  readonly createdAt: string;
}

/** A conflict as it is kept. */
export interface StoredConflict extends OpenedConflict {
  /** Null while it is open. */
  readonly resolution: ConflictResolution | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
}
