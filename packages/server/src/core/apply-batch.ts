/**
 * Judges a batch: what each operation comes to, and what is to be written for all of them together.
 *
 * Pure: state in, verdicts and writes out. The store loads the state, calls this, and writes, in one transaction.
 *
 * - [S1] An operation in the ledger gets its first verdict again and changes nothing.
 * - [S2] An operation that was rejected, is in conflict or waits holds the later ones on its record, and only those.
 * - [S3] An operation waits for the records it refers to.
 * - [K1] Conflicts are found field by field; the other fields take effect.
 */
import type { Operation, RecordedVerdict, Verdict } from '@fieldsync/protocol';
import { bandOf } from '@fieldsync/protocol';
import type { Batch, BatchState, Judgement, LedgerEntry } from './batch.ts';
import type { OpenedConflict } from './conflict.ts';
import { dependenciesOf } from './dependencies.ts';
import type { NewJob } from './job.ts';
import { judgeOperation } from './judge-operation.ts';
import type { StoredRecord } from './stored-record.ts';

/** The batch so far. */
interface Progress {
  readonly ledger: Map<string, Pick<LedgerEntry, 'actorId' | 'verdict'>>;
  readonly records: Map<string, StoredRecord>;
  readonly changed: Set<string>;
  /** Record id to what the later operations on it wait for. */
  readonly fences: Map<string, string>;
  readonly entries: LedgerEntry[];
  readonly conflicts: OpenedConflict[];
}

export function applyBatch(state: BatchState, batch: Batch): Judgement {
  const progress: Progress = {
    ledger: new Map(state.ledger),
    records: new Map(state.records),
    changed: new Set(),
    fences: new Map(state.fenced),
    entries: [],
    conflicts: [],
  };
  const verdicts = batch.operations.map((operation) => {
    const verdict = judgeNext(operation, progress, state, batch);
    if (holdsLater(verdict) && !progress.fences.has(operation.entityId))
      progress.fences.set(operation.entityId, operation.id);
    return verdict;
  });
  return {
    verdicts,
    writes: {
      ledger: progress.entries,
      records: changedRecords(progress).map((record) => ({
        before: state.records.get(record.id)?.version ?? 0,
        record,
      })),
      conflicts: progress.conflicts,
      jobs: jobsFor(progress, state),
    },
  };
}

function judgeNext(operation: Operation, progress: Progress, state: BatchState, batch: Batch): Verdict {
  const earlier = progress.ledger.get(operation.id);
  if (earlier !== undefined) return repeated(earlier, batch);
  const fence = progress.fences.get(operation.entityId);
  if (fence !== undefined) return { status: 'held', code: 'EARLIER_OPERATION_OPEN', waitsFor: fence };
  const missing = dependenciesOf(operation).find((id) => !state.known.has(id) && !progress.records.has(id));
  if (missing !== undefined) return { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: missing };

  const outcome = judgeOperation(operation, progress.records.get(operation.entityId), {
    ...batch,
    awaited: state.awaited.get(operation.entityId),
  });
  if (outcome.kind === 'waits') return { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: outcome.for };
  if (outcome.record !== undefined) {
    progress.records.set(operation.entityId, outcome.record);
    progress.changed.add(operation.entityId);
  }
  if (outcome.conflict !== undefined) progress.conflicts.push(outcome.conflict);
  enterInLedger(operation, outcome.verdict, progress, batch);
  return outcome.verdict;
}

/** An id that somebody else has used is no repeat: the answer to theirs is none of this person's business [R3]. */
function repeated(earlier: Pick<LedgerEntry, 'actorId' | 'verdict'>, batch: Batch): Verdict {
  return earlier.actorId === batch.actor.id
    ? { status: 'duplicate', original: earlier.verdict }
    : { status: 'rejected', code: 'ALREADY_EXISTS', message: 'this operation id belongs to another account' };
}

function enterInLedger(
  operation: Operation,
  verdict: RecordedVerdict,
  progress: Progress,
  batch: Batch,
): void {
  const entry: LedgerEntry = {
    id: operation.id,
    deviceId: batch.deviceId,
    actorId: batch.actor.id,
    recordId: operation.entityId,
    action: operation.action,
    verdict,
    receivedAt: batch.now,
  };
  progress.entries.push(entry);
  progress.ledger.set(operation.id, entry);
}

/**
 * Whether the later operations on the same record must wait. A repeated conflict does not by itself: while it is open,
 * its record is in `state.fenced`; once a person has resolved it, the later ones go on.
 */
function holdsLater(verdict: Verdict): boolean {
  switch (verdict.status) {
    case 'applied':
    case 'merged':
      return false;
    case 'duplicate':
      return verdict.original.status === 'rejected';
    case 'conflict':
    case 'rejected':
    case 'held':
    case 'retry':
      return true;
  }
}

function changedRecords(progress: Progress): readonly StoredRecord[] {
  return [...progress.changed].flatMap((id) => progress.records.get(id) ?? []);
}

function jobsFor(progress: Progress, state: BatchState): readonly NewJob[] {
  const isCritical = (record: StoredRecord | undefined): boolean =>
    record !== undefined && !record.deleted && bandOf(record.score) === 'CRITICAL';
  const arrived = changedRecords(progress)
    .filter((record) => isCritical(record) && !isCritical(state.records.get(record.id)))
    .map((record): NewJob => ({
      kind: 'critical:arrived',
      payload: { recordId: record.id },
      score: record.score,
    }));
  const opened = progress.conflicts.map((conflict): NewJob => ({
    kind: 'conflict:opened',
    payload: { conflictId: conflict.id, recordId: conflict.recordId },
  }));
  return [...arrived, ...opened];
}
