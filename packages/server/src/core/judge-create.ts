import type { FieldProblem, RecordData } from '@fieldsync/protocol';
import { applyPatch, equalJson, EVERY_OTHER_FIELD, parseRecord } from '@fieldsync/protocol';
import { describeRecord } from './describe-record.ts';
import { may } from './may.ts';
import type { Arrival, OperationOf, OperationOutcome } from './operation-outcome.ts';
import { notYours, rejected } from './operation-outcome.ts';
import type { StoredRecord } from './stored-record.ts';

export function judgeCreate(
  operation: OperationOf<'CREATE'>,
  existing: StoredRecord | undefined,
  arrival: Arrival,
): OperationOutcome {
  if (!may(arrival.actor, 'CREATE', existing)) return notYours();
  // Absent and null mean the same; the schemas know only absent.
  const parsed = parseRecord(operation.type, applyPatch({}, operation.data));
  if (!parsed.ok) return unfit(parsed.problems);
  if (existing !== undefined) return again(operation, parsed.data, existing, arrival);
  return {
    kind: 'judged',
    verdict: { status: 'applied', version: 1 },
    record: newRecord(operation, parsed.data, arrival),
  };
}

/** The same content under another operation id (an exported item that was imported) has already taken effect. */
function again(
  operation: OperationOf<'CREATE'>,
  data: RecordData,
  existing: StoredRecord,
  arrival: Arrival,
): OperationOutcome {
  const same = !existing.deleted && existing.type === operation.type && equalJson(existing.data, data);
  return same && existing.createdBy === arrival.actor.id
    ? { kind: 'judged', verdict: { status: 'applied', version: existing.version } }
    : rejected('ALREADY_EXISTS', 'the office has another record under this id');
}

function newRecord(operation: OperationOf<'CREATE'>, data: RecordData, arrival: Arrival): StoredRecord {
  const { type, entityId, capturedAt, priority: choice = null } = operation;
  const { actor, deviceId, rules, now, awaited } = arrival;
  const content = describeRecord({ type, data, choice, scoreOverride: null, rules });
  const scoreOverride = awaited === undefined ? null : { ...awaited, originalPriority: content.score };
  return {
    id: entityId,
    type,
    version: 1,
    data,
    fieldVersions: { [EVERY_OTHER_FIELD]: [1, deviceId] },
    deleted: false,
    createdBy: actor.id,
    updatedBy: actor.id,
    capturedAt,
    receivedAt: now,
    changedAt: now,
    choice,
    scoreOverride,
    knownTo: deviceId,
    ...content,
    score: scoreOverride?.overridePriority ?? content.score,
  };
}

/** The first problem; the device shows it beside the field it names [X3]. */
export function unfit(problems: readonly FieldProblem[]): OperationOutcome {
  const [first] = problems;
  return rejected('VALIDATION', first?.message ?? 'does not fit the schema', first?.field);
}
