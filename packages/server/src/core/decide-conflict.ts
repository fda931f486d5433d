/**
 * What a person's decision on a conflict comes to [K2]: the record's new state, the conflict with who, when, why and both
 * sides kept, and the line for the audit log. Pure: the store loads the state, calls this, and writes, in one transaction.
 */
import type { FieldVersions, WireError } from '@fieldsync/protocol';
import { applyPatch, parseRecord } from '@fieldsync/protocol';
import type { RecordWrite } from './batch.ts';
import type { RecordSide, StoredConflict } from './conflict.ts';
import { decideSide } from './decide-side.ts';
import { describeRecord } from './describe-record.ts';
import { mayDecide } from './may.ts';
import { officeSide } from './office-side.ts';
import type { Ruling } from './ruling.ts';
import type { StoredRecord } from './stored-record.ts';
import { isEmptied } from './stored-record.ts';

/** Who changed a field, where it was no device: a decision of the office. */
const THE_OFFICE = '';

/** All from one transaction, the record locked until it ends. */
export interface ConflictState {
  readonly conflict: StoredConflict;
  readonly record: StoredRecord;
}

/** What is to be written, all or nothing. */
export interface DecisionWrites {
  readonly conflict: StoredConflict;
  readonly record: RecordWrite;
  readonly audit: {
    readonly at: string;
    readonly actor: string;
    readonly act: 'conflict:resolve' | 'conflict:override';
    readonly subject: string;
    readonly detail: Readonly<Record<string, unknown>>;
  };
}

export type Decision =
  | { readonly kind: 'decided'; readonly writes: DecisionWrites }
  | { readonly kind: 'refused'; readonly error: WireError };

export function decideConflict(state: ConflictState, ruling: Ruling): Decision {
  const { conflict, record } = state;
  const refusal = whyNot(state, ruling);
  if (refusal !== undefined) return { kind: 'refused', error: refusal };
  const theirs = officeSide(conflict, record);
  const side = decideSide(conflict, theirs, ruling);
  if (!side.ok) return { kind: 'refused', error: side.error };
  const decided = side.value;
  const data = applyPatch(record.data, patchTo(decided, conflict));
  const parsed = decided.deleted ? { ok: true as const, data: record.data } : parseRecord(record.type, data);
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    return refused('VALIDATION', problem?.message ?? 'does not fit the schema', problem?.field);
  }
  const next = decidedRecord(record, parsed.data, decided, conflict, ruling);
  return { kind: 'decided', writes: writesFor(state, next, theirs, decided, ruling) };
}

/** Those who come second are told, and look again: nobody's decision is overwritten unseen. */
function whyNot({ conflict, record }: ConflictState, ruling: Ruling): WireError | undefined {
  if (!mayDecide(ruling.actor))
    return { code: 'FORBIDDEN', message: 'only the office decides between two versions' };
  if (isEmptied(record))
    return { code: 'NOT_FOUND', message: 'this record was erased, and nothing of it can come back' };
  if (ruling.turn === 'first' && conflict.resolution !== null)
    return { code: 'CONFLICT', message: 'somebody has decided this already', field: 'conflictId' };
  if (ruling.turn === 'again' && conflict.resolution === null)
    return { code: 'CONFLICT', message: 'nobody has decided this yet', field: 'conflictId' };
  if (record.version !== ruling.version)
    return { code: 'CONFLICT', message: 'the record has changed since you looked', field: 'version' };
  return undefined;
}

/** An answer that the decision leaves out is removed: absent and null mean the same. */
function patchTo(decided: RecordSide, conflict: StoredConflict): Readonly<Record<string, unknown>> {
  const none = Object.fromEntries(Object.keys(conflict.fields).map((field) => [field, null]));
  return { ...none, ...decided.answers };
}

/**
 * Each answer in conflict counts as changed now, also one that stays as it is: an edit of somebody who had not heard of the
 * decision must meet it, not overrule it unseen.
 */
function decidedRecord(
  record: StoredRecord,
  data: StoredRecord['data'],
  decided: RecordSide,
  conflict: StoredConflict,
  { actor, now, rules }: Ruling,
): StoredRecord {
  const version = record.version + 1;
  const { type, choice, scoreOverride } = record;
  const touched = new Set([...Object.keys(conflict.fields), ...Object.keys(decided.answers)]);
  const fieldVersions: FieldVersions = {
    ...record.fieldVersions,
    ...Object.fromEntries([...touched].map((field) => [field, [version, THE_OFFICE] as const])),
  };
  return {
    ...record,
    version,
    data,
    fieldVersions,
    deleted: decided.deleted,
    updatedBy: actor.id,
    changedAt: now,
    // Every device fetches it, also the one that wrote the version before.
    knownTo: null,
    ...describeRecord({ type, data, choice, scoreOverride, rules }),
  };
}

function writesFor(
  { conflict, record }: ConflictState,
  next: StoredRecord,
  theirs: RecordSide,
  decided: RecordSide,
  ruling: Ruling,
): DecisionWrites {
  const { actor, now, strategy, justification, turn } = ruling;
  const { version } = next;
  return {
    conflict: {
      ...conflict,
      resolution: { strategy, justification, theirs, decided, version },
      resolvedBy: actor.id,
      resolvedAt: now,
    },
    record: { before: record.version, record: next },
    audit: {
      at: now,
      actor: actor.id,
      act: turn === 'first' ? 'conflict:resolve' : 'conflict:override',
      subject: conflict.id,
      detail: {
        recordId: record.id,
        kind: conflict.kind,
        strategy,
        justification,
        fields: conflict.fields,
        theirs,
        decided,
        version,
        ...(conflict.resolution === null ? {} : { before: conflict.resolution, by: conflict.resolvedBy }),
      },
    },
  };
}

function refused(code: WireError['code'], message: string, field?: string): Decision {
  return { kind: 'refused', error: { code, message, ...(field === undefined ? {} : { field }) } };
}
