import type { OperationId, RecordId } from '@fieldsync/protocol';
import { laneOf, orderOf } from '../core/queue-order.ts';
import type { Draft, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import { MORNING } from './manual-clock.ts';

/** A UUID that a reader recognises. */
export function testId(kind: number, n: number): string {
  const tail = n.toString(16).padStart(12, '0');
  return `00000000-${kind.toString(16).padStart(4, '0')}-7000-8000-${tail}`;
}
export const recordId = (n: number): RecordId => testId(1, n) as RecordId;
export const operationId = (n: number): OperationId => testId(2, n) as OperationId;

/** An item as the recorder leaves it, for the record of the same number: never sent, waiting, score 40. */
export function buildItem(n: number, parts: Partial<OutboxItem> = {}): OutboxItem {
  const score = parts.score ?? 40;
  const chainScore = parts.chainScore ?? score;
  const capturedAt = parts.capturedAt ?? MORNING + n;
  return {
    id: operationId(n),
    seq: n,
    recordId: recordId(n),
    type: 'ASSESSMENT',
    action: 'CREATE',
    base: 0,
    ...((parts.action ?? 'CREATE') === 'CREATE' ? { data: { assessmentType: 'FOOD' } } : {}),
    ...(parts.action === 'UPDATE' ? { patch: { malnutritionCases: n } } : {}),
    dependsOn: [],
    score,
    chainScore,
    lane: laneOf(chainScore),
    order: orderOf(chainScore, capturedAt),
    state: 'waiting',
    mayBeKnown: false,
    refused: false,
    retryCount: 0,
    delays: 0,
    nextAttemptAt: 0,
    capturedAt,
    sizeBytes: 300,
    ...parts,
  };
}

export function buildRecord(n: number, parts: Partial<StoredRecord> = {}): StoredRecord {
  return {
    id: recordId(n),
    type: 'ASSESSMENT',
    sector: 'FOOD',
    placeId: null,
    data: { assessmentType: 'FOOD' },
    base: null,
    state: 'phone',
    score: 40,
    band: 'NORMAL',
    reasons: [],
    reason: '',
    choice: null,
    deleted: false,
    savedAt: MORNING + n,
    officeAt: null,
    ...parts,
  };
}

export function buildSession(n: number, parts: Partial<SessionRow> = {}): SessionRow {
  return {
    id: testId(3, n),
    trigger: 'timer',
    startedAt: MORNING + n,
    endedAt: MORNING + n + 1_000,
    total: 0,
    completed: 0,
    failed: 0,
    criticalTotal: 0,
    criticalCompleted: 0,
    rawBytes: 0,
    wireBytes: 0,
    requests: 1,
    estimatedEndAt: null,
    estimatedCriticalEndAt: null,
    current: null,
    outcome: 'done',
    batteryAtStart: null,
    batteryAtEnd: null,
    errors: [],
    ...parts,
  };
}

export function buildDraft(n: number, parts: Partial<Draft> = {}): Draft {
  return {
    key: `assessment:FOOD:${n}`,
    type: 'ASSESSMENT',
    sector: 'FOOD',
    recordId: null,
    answers: { malnutritionCases: n },
    savedAt: MORNING + n,
    ...parts,
  };
}
