import { describe, expect, it, test } from 'vitest';
import { backgroundSyncSettingsSchema, DEFAULT_SETTINGS, HOLD_REASONS } from './background-sync.ts';
import { heartbeatSchema } from './heartbeat.ts';
import { limits } from './limits.ts';
import { fieldProblems } from './records/record-data.ts';

const NOW = '2026-11-20T09:30:00.000Z';
const session = {
  sessionId: '0192a4b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b',
  startTime: NOW,
  endTime: NOW,
  itemsProcessed: 12,
  itemsSucceeded: 11,
  itemsFailed: 1,
  totalDataSynced: 14_100,
  networkUsage: 2_300,
  batteryUsed: 0.5,
  errors: ['TIMEOUT'],
};
const status = {
  isActive: true,
  currentProgress: {
    totalItems: 12,
    completedItems: 4,
    failedItems: 0,
    currentOperation: { type: 'MEDIA', entityId: session.sessionId, progress: 40, estimatedTimeRemaining: 9 },
    lastSyncAttempt: NOW,
    nextScheduledSync: null,
    averageSyncDuration: 3.5,
  },
  connectivity: {
    isOnline: true,
    connectionType: 'cellular',
    connectionQuality: 'poor',
    lastConnected: NOW,
    networkSpeed: 0.12,
    batteryLevel: 37,
    isCharging: false,
  },
  queueSize: 8,
  estimatedCompletionTime: NOW,
  lastError: 'The office did not answer.',
  holdReasons: [...HOLD_REASONS],
};
const metrics = {
  current: session,
  historical: [session],
  averagePerformance: {
    itemsPerMinute: 80,
    successRate: 0.98,
    averageBatteryUsage: 0.4,
    averageNetworkUsage: 2_100,
  },
};
const full = {
  queue: { critical: 1, high: 2, normal: 5, low: 0, needsYou: 1 },
  oldestCriticalAt: NOW,
  storage: { usedBytes: 1_200_000, quotaBytes: 60_000_000_000 },
  appVersion: '0.1.0+3f2a',
  clock: NOW,
  status,
  settings: DEFAULT_SETTINGS,
  metrics,
};
const fieldsOf = (raw: unknown) => {
  const parsed = heartbeatSchema.safeParse(raw);
  return parsed.success ? [] : fieldProblems(parsed.error).map(({ field }) => field);
};

describe('heartbeatSchema', () => {
  it('accepts all that a device knows of itself, and the least', () => {
    expect(heartbeatSchema.parse(full)).toEqual(full);
    const { oldestCriticalAt: _, storage: __, metrics: ___, ...least } = full;
    expect(heartbeatSchema.parse(least)).toEqual(least);
  });

  test.each<[string, unknown, string]>([
    ['an unknown part', { ...full, phoneNumber: '1' }, 'phoneNumber'],
    ['a queue without a band', { ...full, queue: { ...full.queue, low: undefined } }, 'queue.low'],
    ['less than no items', { ...full, queue: { ...full.queue, high: -1 } }, 'queue.high'],
    ['a long version', { ...full, appVersion: 'x'.repeat(65) }, 'appVersion'],
    ['a long error', { ...full, status: { ...status, lastError: 'x'.repeat(4_001) } }, 'status.lastError'],
    ['an error with U+0000', { ...full, status: { ...status, lastError: '\u0000' } }, 'status.lastError'],
    [
      'more reasons than there are',
      { ...full, status: { ...status, holdReasons: [...HOLD_REASONS, 'user'] } },
      'status.holdReasons',
    ],
    [
      '101 sessions',
      {
        ...full,
        metrics: {
          ...metrics,
          historical: Array.from({ length: limits.sessionsPerReport + 1 }, () => session),
        },
      },
      'metrics.historical',
    ],
    [
      '101 errors in a session',
      {
        ...full,
        metrics: {
          ...metrics,
          current: { ...session, errors: Array.from({ length: limits.errorsPerSession + 1 }, () => 'x') },
        },
      },
      'metrics.current.errors',
    ],
  ])('[X3] refuses %s and names it', (_, raw, field) => {
    expect(fieldsOf(raw)).toEqual([field]);
  });
});

describe('backgroundSyncSettingsSchema', () => {
  it('starts from the defaults of the contract', () => {
    expect(backgroundSyncSettingsSchema.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS).toMatchObject({
      minimumBatteryLevel: 20,
      maximumConcurrentOperations: 3,
      syncIntervalMinutes: 5,
      maxRetryAttempts: 5,
    });
  });

  test.each<[keyof typeof DEFAULT_SETTINGS | 'turbo', unknown]>([
    ['minimumBatteryLevel', 101],
    ['minimumBatteryLevel', 12.5],
    ['maximumConcurrentOperations', 0],
    ['maximumConcurrentOperations', 11],
    ['syncIntervalMinutes', 0],
    ['syncIntervalMinutes', 1_441],
    ['maxRetryAttempts', 0],
    ['priorityThreshold', 'CRITICAL'],
    ['enabled', 'yes'],
    ['turbo', true],
  ])('[X3] refuses %s = %j and names it', (field, value) => {
    const parsed = backgroundSyncSettingsSchema.safeParse({ ...DEFAULT_SETTINGS, [field]: value });
    expect(
      parsed.error === undefined ? [] : fieldProblems(parsed.error).map((problem) => problem.field),
    ).toEqual([field]);
  });
});
