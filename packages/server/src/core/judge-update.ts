import type { ConflictKind, FieldConflict, FieldProblem, Merge, RecordData } from '@fieldsync/protocol';
import { applyPatch, diffPatch, mergePatch, parseRecord } from '@fieldsync/protocol';
import type { ConflictField, ConflictFields } from './conflict.ts';
import { describeRecord } from './describe-record.ts';
import { unfit } from './judge-create.ts';
import { may } from './may.ts';
import { openConflict } from './open-conflict.ts';
import type { Arrival, OperationOf, OperationOutcome } from './operation-outcome.ts';
import { erased, notYours, recordMissing, rejected } from './operation-outcome.ts';
import type { StoredRecord } from './stored-record.ts';
import { isEmptied } from './stored-record.ts';

type Update = OperationOf<'UPDATE'>;

/** Fields that nobody else changed take effect, even when others are in conflict [K1]. */
export function judgeUpdate(
  operation: Update,
  record: StoredRecord | undefined,
  arrival: Arrival,
): OperationOutcome {
  if (record === undefined) return recordMissing(operation);
  if (!may(arrival.actor, 'UPDATE', record)) return notYours();
  if (record.type !== operation.type)
    return rejected('VALIDATION', `the record is of type ${record.type}`, 'type');
  if (isEmptied(record)) return erased();
  const merge = mergePatch({
    current: record.data,
    fieldVersions: record.fieldVersions,
    base: operation.base,
    patch: operation.patch,
    device: arrival.deviceId,
  });
  if (!record.deleted && Object.keys(merge.conflicts).length === 0)
    return written(operation, record, merge, arrival);
  const problems = ownProblems(operation, record, merge);
  if (problems.length > 0) return unfit(problems);
  if (record.deleted) {
    const fields = eachField(Object.keys(operation.patch), (field) =>
      sides(operation.patch[field], undefined),
    );
    return inConflict(operation, 'edit-of-deleted', fields, record, arrival);
  }
  return partlyWritten(operation, record, merge, arrival);
}

/**
 * What is wrong with the patch itself, whatever others did meanwhile: their answers are left out, because the edit was
 * not made beside them, except those without which there is no record. Without this a conflict could hold a value that
 * nobody may choose [X3].
 */
function ownProblems(operation: Update, record: StoredRecord, merge: Merge): readonly FieldProblem[] {
  const unseen = new Set(merge.changedByOthers);
  for (;;) {
    const seen = Object.fromEntries(Object.entries(record.data).filter(([field]) => !unseen.has(field)));
    const parsed = parseRecord(record.type, applyPatch(seen, operation.patch));
    if (parsed.ok) return [];
    const own = parsed.problems.filter((problem) => Object.hasOwn(operation.patch, topField(problem)));
    const missed = parsed.problems.map(topField).filter((field) => unseen.delete(field));
    if (own.length > 0 || missed.length === 0) return own;
  }
}

const topField = ({ field }: FieldProblem): string => field.split('.')[0] ?? '';

function written(operation: Update, record: StoredRecord, merge: Merge, arrival: Arrival): OperationOutcome {
  const parsed = parseRecord(record.type, applyPatch(record.data, merge.clean));
  if (!parsed.ok) return unfit(parsed.problems);
  const status = merge.changedByOthers.length > 0 ? 'merged' : 'applied';
  const next = changed(
    operation,
    record,
    parsed.data,
    arrival,
    status === 'applied' ? arrival.deviceId : null,
  );
  return {
    kind: 'judged',
    verdict: { status, version: next.version },
    ...(next === record ? {} : { record: next }),
  };
}

function partlyWritten(
  operation: Update,
  record: StoredRecord,
  merge: Merge,
  arrival: Arrival,
): OperationOutcome {
  const parsed = parseRecord(record.type, applyPatch(record.data, merge.clean));
  if (parsed.ok) {
    const next = changed(operation, record, parsed.data, arrival, null);
    return inConflict(operation, 'fields', bothSides(merge.conflicts), record, arrival, next);
  }
  // The clean fields make no sense without the disputed ones (a part without its whole): a person gets them together.
  const rest = Object.keys(diffPatch(record.data, applyPatch(record.data, merge.clean)));
  const fields = {
    ...bothSides(merge.conflicts),
    ...eachField(rest, (field) => sides(merge.clean[field], record.data[field])),
  };
  return inConflict(operation, 'fields', fields, record, arrival);
}

function inConflict(
  operation: Update,
  kind: ConflictKind,
  fields: ConflictFields,
  record: StoredRecord,
  arrival: Arrival,
  next: StoredRecord = record,
): OperationOutcome {
  const conflict = openConflict({ operation, kind, fields, record: next, arrival });
  return {
    kind: 'judged',
    verdict: {
      status: 'conflict',
      version: next.version,
      conflictId: conflict.id,
      fields: Object.keys(fields),
    },
    conflict,
    ...(next === record ? {} : { record: next }),
  };
}

/** The record with its new answers; the very same when nothing differs, so that no device fetches it for nothing. */
function changed(
  operation: Update,
  record: StoredRecord,
  data: RecordData,
  arrival: Arrival,
  knownTo: string | null,
): StoredRecord {
  const fields = Object.keys(diffPatch(record.data, data));
  const choice = operation.priority ?? record.choice;
  if (fields.length === 0 && choice === record.choice) return record;
  const version = record.version + 1;
  const { type, scoreOverride } = record;
  return {
    ...record,
    version,
    data,
    fieldVersions: {
      ...record.fieldVersions,
      ...Object.fromEntries(fields.map((field) => [field, [version, arrival.deviceId]])),
    },
    updatedBy: arrival.actor.id,
    changedAt: arrival.now,
    choice,
    knownTo,
    ...describeRecord({ type, data, choice, scoreOverride, rules: arrival.rules }),
  };
}

const bothSides = (conflicts: Readonly<Record<string, FieldConflict>>): ConflictFields =>
  eachField(Object.keys(conflicts), (field) => sides(conflicts[field]?.mine, conflicts[field]?.theirs));

function eachField(
  fields: readonly string[],
  describe: (field: string) => ConflictField,
): Readonly<Record<string, ConflictField>> {
  return Object.fromEntries(fields.map((field) => [field, describe(field)]));
}

/** JSON has no undefined: a side without an answer is left out. */
function sides(mine: unknown, theirs: unknown): ConflictField {
  return {
    ...(mine === undefined || mine === null ? {} : { mine }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}
