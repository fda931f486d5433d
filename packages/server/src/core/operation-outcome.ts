import type {
  ErrorCode,
  ManualOverride,
  Operation,
  PriorityRule,
  RecordedVerdict,
} from '@fieldsync/protocol';
import type { Actor } from './batch.ts';
import type { OpenedConflict } from './conflict.ts';
import type { StoredRecord } from './stored-record.ts';

/** Who says it, and when it arrived: the same for each operation of a batch. */
export interface Arrival {
  readonly actor: Actor;
  readonly deviceId: string;
  readonly rules: readonly PriorityRule[];
  readonly now: string;
  /** A score that waits for this record. */
  readonly awaited?: ManualOverride | undefined;
}

/** What one operation comes to, seen alone. */
export type OperationOutcome =
  | {
      readonly kind: 'judged';
      readonly verdict: RecordedVerdict;
      /** The record's new state; absent when it stays as it is. */
      readonly record?: StoredRecord;
      readonly conflict?: OpenedConflict;
    }
  | { readonly kind: 'waits'; readonly for: string };

export type OperationOf<Action extends Operation['action']> = Extract<Operation, { action: Action }>;

export function rejected(code: ErrorCode, message: string, field?: string): OperationOutcome {
  return {
    kind: 'judged',
    verdict: { status: 'rejected', code, message, ...(field === undefined ? {} : { field }) },
  };
}

/**
 * A change of a record that is not there. A device that has never heard of it from the server (base 0) sent the change
 * ahead of the record: it waits [S3]. One that has, is told that the record is gone, so that a person sees it.
 */
export function recordMissing(operation: OperationOf<'UPDATE' | 'DELETE'>): OperationOutcome {
  return operation.base === 0
    ? { kind: 'waits', for: operation.entityId }
    : rejected('NOT_FOUND', 'the office does not have this record any more');
}

export const notYours = (): OperationOutcome =>
  rejected('FORBIDDEN', 'only the person who made this record, or the office, can change it');

/** Nothing of it may come back, not even as one side of a conflict. */
export const erased = (): OperationOutcome =>
  rejected('NOT_FOUND', 'this record was erased at the office, and cannot be changed any more');
