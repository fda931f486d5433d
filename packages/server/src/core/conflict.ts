/** What two devices did to one record that a person must decide [K1]. */

/** `fields`: both changed the same answers. `edit-of-deleted`, `delete-of-edited`: one of them removed the record. */
export type ConflictKind = 'fields' | 'edit-of-deleted' | 'delete-of-edited';

export const SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface ConflictField {
  /** Absent where that side has no answer. `mine` is the device's that sent the operation, `theirs` the server's. */
  readonly mine?: unknown;
  readonly theirs?: unknown;
}
export type ConflictFields = Readonly<Record<string, ConflictField>>;

export const STRATEGIES = ['LOCAL_WINS', 'SERVER_WINS', 'MERGE', 'MANUAL'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** How a person ended it [K2]. */
export interface ConflictResolution {
  readonly strategy: Strategy;
  readonly reason: string;
  /** The answers that now stand. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Version of the record that carries them. */
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
