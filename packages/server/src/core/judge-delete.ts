import { changedElsewhere } from '@fieldsync/protocol';
import type { ConflictFields } from './conflict.ts';
import { may } from './may.ts';
import { openConflict } from './open-conflict.ts';
import type { Arrival, OperationOf, OperationOutcome } from './operation-outcome.ts';
import { notYours, recordMissing } from './operation-outcome.ts';
import type { StoredRecord } from './stored-record.ts';

/** A deletion leaves a tombstone. One that would remove what another device has just added waits for a person. */
export function judgeDelete(
  operation: OperationOf<'DELETE'>,
  record: StoredRecord | undefined,
  arrival: Arrival,
): OperationOutcome {
  if (record === undefined) return recordMissing(operation);
  if (!may(arrival.actor, 'DELETE', record)) return notYours();
  const { actor, deviceId, now } = arrival;
  if (record.deleted) return { kind: 'judged', verdict: { status: 'applied', version: record.version } };

  const { data: current, fieldVersions } = record;
  const unseen = changedElsewhere({ current, fieldVersions, base: operation.base, device: deviceId });
  if (unseen.length > 0) {
    const fields: ConflictFields = Object.fromEntries(
      unseen.map((field) => [field, field in record.data ? { theirs: record.data[field] } : {}]),
    );
    const conflict = openConflict({ operation, kind: 'delete-of-edited', fields, record, arrival });
    return {
      kind: 'judged',
      verdict: { status: 'conflict', version: record.version, conflictId: conflict.id, fields: unseen },
      conflict,
    };
  }
  const version = record.version + 1;
  return {
    kind: 'judged',
    verdict: { status: 'applied', version },
    record: { ...record, version, deleted: true, updatedBy: actor.id, changedAt: now, knownTo: deviceId },
  };
}
