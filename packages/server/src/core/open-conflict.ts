import type { ConflictId, ConflictKind } from '@fieldsync/protocol';
import type { ConflictFields, OpenedConflict } from './conflict.ts';
import type { Arrival, OperationOf } from './operation-outcome.ts';
import { conflictSeverity } from './severity.ts';
import type { StoredRecord } from './stored-record.ts';

/** @param input.record as it is once the fields that are not in conflict were written */
export function openConflict(input: {
  readonly operation: OperationOf<'UPDATE' | 'DELETE'>;
  readonly kind: ConflictKind;
  readonly fields: ConflictFields;
  readonly record: StoredRecord;
  readonly arrival: Arrival;
}): OpenedConflict & { readonly id: ConflictId } {
  const { operation, kind, fields, record, arrival } = input;
  return {
    // One operation makes at most one conflict, so it lends it its id: a repeat can never make a second [K1].
    id: operation.id as string as ConflictId,
    recordId: record.id,
    deviceId: arrival.deviceId,
    actorId: arrival.actor.id,
    kind,
    base: operation.base,
    version: record.version,
    fields,
    severity: conflictSeverity(kind, record.score),
    capturedAt: operation.capturedAt,
    createdAt: arrival.now,
  };
}
