import { backgroundMetricsSchema, backgroundStatusSchema } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { buildSession, recordId } from '../testing/build-item.ts';
import { NO_ITEMS } from './queue-counts.ts';
import { backgroundMetrics, backgroundStatus, metricsOf, UNKNOWN_CONNECTIVITY } from './sync-status.ts';

const NOW = 1_800_000_000_000;
const running = buildSession(1, {
  startedAt: NOW - 10_000,
  endedAt: null,
  outcome: null,
  total: 8,
  completed: 2,
  failed: 1,
  estimatedEndAt: NOW + 5_000,
  current: { type: 'RESPONSE', recordId: recordId(1) },
});
const status = (parts: Partial<Parameters<typeof backgroundStatus>[0]> = {}) =>
  backgroundStatus({
    now: NOW,
    counts: NO_ITEMS,
    connectivity: UNKNOWN_CONNECTIVITY,
    power: undefined,
    holds: [],
    session: undefined,
    lastFailure: null,
    lastExchangeAt: 0,
    nextAttemptAt: null,
    history: [],
    ...parts,
  });

describe('what the device says of itself', () => {
  it('fits the contract, with nothing known and with everything', () => {
    const counts = { ...NO_ITEMS, high: 3, needsYou: 1 };
    const full = status({
      counts,
      session: running,
      power: { level: 40, charging: true, at: NOW },
      holds: [{ reason: 'battery', exceptCritical: true }],
      lastFailure: { code: 'TIMEOUT', message: '', at: NOW },
      nextAttemptAt: NOW + 60_000,
      history: [metricsOf(buildSession(2))],
    });
    expect(backgroundStatusSchema.parse(full)).toEqual(full);
    expect(backgroundStatusSchema.parse(status())).toEqual(status());
    expect(full).toMatchObject({
      isActive: true,
      queueSize: 3,
      holdReasons: ['battery'],
      lastError: 'TIMEOUT',
    });
    expect(full.connectivity).toMatchObject({ batteryLevel: 40, isCharging: true });
  });

  it('[S7] progress counts what the office acknowledged, and the time that is left counts from now', () => {
    expect(status({ session: running }).currentProgress).toMatchObject({
      totalItems: 8,
      completedItems: 2,
      failedItems: 1,
      currentOperation: { type: 'RESPONSE', progress: 25, estimatedTimeRemaining: 5 },
    });
  });

  it('[S7] says when it began, when it comes next, and how long it usually takes', () => {
    const minute = { startedAt: NOW - 90_000, endedAt: NOW - 30_000 };
    const half = { startedAt: NOW - 40_000, endedAt: NOW - 10_000 };
    const history = [buildSession(1, minute), buildSession(2, half), running].map(metricsOf);
    const { currentProgress, estimatedCompletionTime } = status({
      session: running,
      nextAttemptAt: NOW + 60_000,
      history,
    });
    expect(currentProgress).toMatchObject({
      lastSyncAttempt: new Date(NOW - 10_000).toISOString(),
      nextScheduledSync: new Date(NOW + 60_000).toISOString(),
      averageSyncDuration: 45,
    });
    expect(estimatedCompletionTime).toBe(new Date(NOW + 5_000).toISOString());
  });

  it('[S7] claims no time, no operation and no link that it does not know', () => {
    const unknown = { ...running, estimatedEndAt: null };
    const { currentProgress, estimatedCompletionTime } = status({ session: unknown });
    expect(currentProgress).toMatchObject({ nextScheduledSync: null, averageSyncDuration: 0 });
    expect(Object.keys(currentProgress?.currentOperation ?? {})).not.toContain('estimatedTimeRemaining');
    expect(estimatedCompletionTime).toBeNull();
    const idle = status({ session: { ...running, current: null }, nextAttemptAt: 0 });
    expect(Object.keys(idle.currentProgress ?? {})).not.toContain('currentOperation');
    expect(idle.currentProgress?.nextScheduledSync).toBeNull();
    expect(Object.keys(idle.connectivity).sort()).toEqual([
      'connectionQuality',
      'connectionType',
      'isOnline',
      'lastConnected',
    ]);
    expect(status({ session: { ...running, total: 0 } }).currentProgress?.currentOperation?.progress).toBe(0);
  });

  it('passes on what is known of the link, and counts all that has not reached the office', () => {
    const connectivity = {
      isOnline: true,
      connectionType: 'cellular',
      connectionQuality: 'poor',
      lastConnected: new Date(NOW).toISOString(),
      networkSpeed: 0.12,
    } as const;
    const counts = { ...NO_ITEMS, critical: 1, high: 2, normal: 3, low: 4, needsYou: 2, conflict: 1 };
    const said = status({ connectivity, counts });
    expect(said.connectivity).toEqual(connectivity);
    expect(said.queueSize).toBe(10);
  });

  it('[S7] an estimate that has passed is no time left, not a negative one', () => {
    const late = { ...running, estimatedEndAt: NOW - 60_000 };
    expect(status({ session: late }).currentProgress?.currentOperation?.estimatedTimeRemaining).toBe(0);
  });

  it('[S7] a session that has ended is no activity', () => {
    expect(status({ session: buildSession(1) })).toMatchObject({ isActive: false, currentProgress: null });
  });
});

describe('metrics', () => {
  it('fit the contract, and average over the sessions that have ended', () => {
    const minute = { startedAt: NOW - 60_000, endedAt: NOW };
    const metrics = backgroundMetrics(running, [
      buildSession(1, {
        ...minute,
        completed: 6,
        failed: 2,
        wireBytes: 3_000,
        batteryAtStart: 50,
        batteryAtEnd: 48,
      }),
      buildSession(2, { ...minute, completed: 0, failed: 0, wireBytes: 1_000 }),
    ]);
    expect(backgroundMetricsSchema.parse(metrics)).toEqual(metrics);
    expect(metrics.averagePerformance).toEqual({
      itemsPerMinute: 3,
      successRate: 0.75,
      averageBatteryUsage: 1,
      averageNetworkUsage: 2_000,
    });
    expect(metrics.current?.itemsProcessed).toBe(3);
  });

  it('with no history say nothing that was not measured', () => {
    const { current, historical, averagePerformance } = backgroundMetrics(undefined, []);
    expect([current, historical]).toEqual([null, []]);
    expect(averagePerformance).toEqual({
      itemsPerMinute: 0,
      successRate: 1,
      averageBatteryUsage: 0,
      averageNetworkUsage: 0,
    });
  });

  it('of a session that has ended are history, not what goes on', () => {
    expect(backgroundMetrics(buildSession(1), []).current).toBeNull();
    expect(Object.keys(metricsOf(running))).not.toContain('endTime');
  });

  it('of a battery that was read only once are not taken from nothing', () => {
    expect(metricsOf(buildSession(1, { batteryAtStart: 40 })).batteryUsed).toBe(0);
  });

  it('count what was sent, what was not taken, and both kinds of bytes', () => {
    const session = buildSession(1, {
      completed: 6,
      failed: 2,
      rawBytes: 9_000,
      wireBytes: 3_000,
      errors: ['TIMEOUT'],
    });
    expect(metricsOf(session)).toMatchObject({
      itemsProcessed: 8,
      itemsSucceeded: 6,
      itemsFailed: 2,
      totalDataSynced: 9_000,
      networkUsage: 3_000,
      errors: ['TIMEOUT'],
    });
  });

  it('a battery that was charged meanwhile used nothing', () => {
    expect(metricsOf(buildSession(1, { batteryAtStart: 40, batteryAtEnd: 60 })).batteryUsed).toBe(0);
  });
});
