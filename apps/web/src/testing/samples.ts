import type { QueueEntry, StoredRecord, SyncState } from '@fieldsync/engine';
import { affectedEntityIdSchema, DEFAULT_SETTINGS, recordIdSchema } from '@fieldsync/protocol';

/** A Monday morning, by the phone's own clock. */
export const now = new Date(2026, 10, 23, 10, 30);
export const minutesAgo = (minutes: number): number => now.getTime() - minutes * 60_000;

export const dikwa = affectedEntityIdSchema.parse('00000000-0000-7000-8000-000000000001');
export const gwoza = affectedEntityIdSchema.parse('00000000-0000-7000-8000-000000000002');
export const places = new Map<string, { name: string; lga: string; ward: string }>([
  [dikwa, { name: 'Dikwa', lga: 'Dikwa', ward: 'Ward B' }],
  [gwoza, { name: 'Gwoza', lga: 'Gwoza', ward: 'Ward A' }],
]);
export const recordId = (last: number) =>
  recordIdSchema.parse(`00000000-0000-7000-8000-0000000001${String(last).padStart(2, '0')}`);

export const settings = DEFAULT_SETTINGS;

export function sampleState(change: Partial<SyncState> = {}): SyncState {
  return {
    counts: { critical: 0, high: 0, normal: 0, low: 0, needsYou: 0, conflict: 0, sending: 0 },
    connectivity: {
      isOnline: true,
      connectionType: 'wifi',
      connectionQuality: 'good',
      lastConnected: null,
      cause: null,
    },
    holds: [],
    session: null,
    pauses: [],
    lastFailure: null,
    lastExchangeAt: null,
    nextAttemptAt: null,
    nextAttemptWhy: null,
    connection: null,
    office: { count: 0, lastAt: null },
    quarantined: 0,
    givenBack: null,
    locked: false,
    ...change,
  };
}

export function sampleCounts(change: Partial<SyncState['counts']>): SyncState['counts'] {
  return { ...sampleState().counts, ...change };
}

export function sampleSession(change: Partial<NonNullable<SyncState['session']>> = {}) {
  return {
    id: 'session',
    trigger: 'save',
    startedAt: minutesAgo(1),
    endedAt: null,
    total: 6,
    completed: 1,
    failed: 0,
    criticalTotal: 2,
    criticalCompleted: 1,
    rawBytes: 11_000,
    wireBytes: 3_100,
    requests: 1,
    estimatedEndAt: now.getTime() + 50_000,
    estimatedCriticalEndAt: now.getTime() + 4_000,
    current: null,
    outcome: null,
    batteryAtStart: null,
    batteryAtEnd: null,
    errors: [],
    ...change,
  } satisfies NonNullable<SyncState['session']>;
}

export function sampleEntry(change: Partial<QueueEntry> = {}): QueueEntry {
  return {
    id: 'item',
    type: 'ASSESSMENT',
    action: 'CREATE',
    entityId: recordId(1),
    data: { assessmentType: 'HEALTH', affectedEntityId: dikwa },
    retryCount: 0,
    priority: 'NORMAL',
    createdAt: new Date(minutesAgo(30)),
    priorityScore: 40,
    priorityReason: '',
    state: 'waiting',
    sector: 'HEALTH',
    placeId: dikwa,
    place: 3,
    criticalBand: false,
    ...change,
  };
}

export function sampleRecord(change: Partial<StoredRecord> = {}): StoredRecord {
  return {
    id: recordId(1),
    type: 'ASSESSMENT',
    sector: 'HEALTH',
    placeId: dikwa,
    data: { assessmentType: 'HEALTH', affectedEntityId: dikwa },
    base: null,
    state: 'phone',
    score: 40,
    band: 'NORMAL',
    reasons: [],
    reason: '',
    choice: null,
    deleted: false,
    savedAt: minutesAgo(30),
    officeAt: null,
    ...change,
  };
}
