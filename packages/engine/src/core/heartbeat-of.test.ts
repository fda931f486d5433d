import { DEFAULT_SETTINGS, heartbeatSchema, type Heartbeat } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { heartbeatDigest, heartbeatOf } from './heartbeat-of.ts';
import { NO_ITEMS } from './queue-counts.ts';
import { backgroundMetrics, backgroundStatus, UNKNOWN_CONNECTIVITY } from './sync-status.ts';

const NOW = 1_800_000_000_000;
const status = (parts: Partial<Parameters<typeof backgroundStatus>[0]> = {}) =>
  backgroundStatus({
    now: NOW,
    counts: NO_ITEMS,
    connectivity: UNKNOWN_CONNECTIVITY,
    power: { level: 59, charging: false, at: NOW },
    holds: [],
    session: undefined,
    lastFailure: null,
    lastExchangeAt: 0,
    nextAttemptAt: null,
    history: [],
    ...parts,
  });
const heartbeat = (parts: Partial<Parameters<typeof heartbeatOf>[0]> = {}): Heartbeat =>
  heartbeatOf({
    counts: NO_ITEMS,
    oldestCriticalAt: null,
    storage: undefined,
    appVersion: 'b7',
    now: NOW,
    status: status(),
    settings: DEFAULT_SETTINGS,
    metrics: undefined,
    ...parts,
  });
const isNews = (parts: Partial<Parameters<typeof heartbeatOf>[0]>): boolean =>
  heartbeatDigest(heartbeat(parts)) !== heartbeatDigest(heartbeat());
const held = (...reasons: Heartbeat['status']['holdReasons']) => ({
  status: status({ holds: reasons.map((reason) => ({ reason, exceptCritical: false })) }),
});

describe('what the office is told of a phone', () => {
  it('fits the contract, with nothing known and with everything', () => {
    const everything = heartbeat({
      counts: { critical: 1, high: 2, normal: 3, low: 4, needsYou: 5, conflict: 6, sending: 7 },
      oldestCriticalAt: NOW - 60_000,
      storage: { usedBytes: 10, quotaBytes: 20 },
      metrics: backgroundMetrics(undefined, []),
    });
    for (const each of [heartbeat(), everything]) expect(heartbeatSchema.parse(each)).toEqual(each);
    expect(everything).toMatchObject({
      queue: { critical: 1, high: 2, normal: 3, low: 4, needsYou: 5 },
      oldestCriticalAt: new Date(NOW - 60_000).toISOString(),
      storage: { usedBytes: 10, quotaBytes: 20 },
      clock: new Date(NOW).toISOString(),
    });
    expect(everything.metrics).toBeDefined();
  });

  it('[P1] says nothing of how this phone performs without consent, whatever is known of it', () => {
    const known = {
      counts: { critical: 1, high: 2, normal: 3, low: 4, needsYou: 5, conflict: 6, sending: 7 },
      storage: { usedBytes: 10, quotaBytes: 20 },
      status: {
        ...status(),
        estimatedCompletionTime: new Date(NOW + 60_000).toISOString(),
        currentProgress: {
          totalItems: 9,
          completedItems: 3,
          failedItems: 0,
          currentOperation: { type: 'ASSESSMENT', entityId: 'x', progress: 10, estimatedTimeRemaining: 77 },
          lastSyncAttempt: null,
          nextScheduledSync: null,
          averageSyncDuration: 88,
        },
      },
    } as const;
    const told = heartbeat(known);
    expect(heartbeatSchema.parse(told)).toEqual(told);
    expect(told).not.toHaveProperty('storage');
    expect(told).not.toHaveProperty('metrics');
    expect(told.status.estimatedCompletionTime).toBeNull();
    expect(told.status.currentProgress).toMatchObject({ totalItems: 9, averageSyncDuration: 0 });
    for (const figure of [':77', ':88']) expect(JSON.stringify(told)).not.toContain(figure);
    const agreed = heartbeat({ ...known, metrics: backgroundMetrics(undefined, []) });
    for (const figure of [':77', ':88']) expect(JSON.stringify(agreed)).toContain(figure);
  });

  it('[P1] says what is being sent without consent, and not how long it will take', () => {
    const operation = { type: 'ASSESSMENT', entityId: 'x', progress: 10 } as const;
    const progress = {
      totalItems: 9,
      completedItems: 3,
      failedItems: 0,
      lastSyncAttempt: null,
      nextScheduledSync: null,
      averageSyncDuration: 88,
    };
    const told = (currentProgress: Heartbeat['status']['currentProgress']) =>
      heartbeat({ status: { ...status(), currentProgress } }).status.currentProgress;
    expect(told({ ...progress, currentOperation: { ...operation, estimatedTimeRemaining: 77 } })).toEqual({
      ...progress,
      currentOperation: operation,
      averageSyncDuration: 0,
    });
    expect(Object.keys(told(progress) ?? {})).not.toContain('currentOperation');
  });

  it('[S4] tells the average score of all that waits, whole, and how many scores were set by hand', () => {
    const counts = { ...NO_ITEMS, critical: 1, high: 2, normal: 3, low: 4, scoreSum: 456, overridden: 3 };
    expect(heartbeat({ counts })).toMatchObject({ averageScore: 46, overridden: 3 });
  });

  it('claims no average of nothing, nor of what the build before this one did not add up', () => {
    expect(Object.keys(heartbeat())).not.toContain('averageScore');
    const { scoreSum: _, overridden: __, ...before } = { ...NO_ITEMS, low: 1 };
    const names = Object.keys(heartbeat({ counts: before }));
    for (const unknown of ['averageScore', 'overridden']) expect(names).not.toContain(unknown);
  });

  it('does not claim what nobody knows or agreed to tell', () => {
    const names = Object.keys(heartbeat());
    for (const unknown of ['oldestCriticalAt', 'storage', 'metrics']) expect(names).not.toContain(unknown);
    expect(Object.keys(heartbeat({ metrics: backgroundMetrics(undefined, []) }))).not.toContain('storage');
  });
});

describe('what is worth telling again', () => {
  it.each<[string, Partial<Parameters<typeof heartbeatOf>[0]>]>([
    ['what waits', { counts: { ...NO_ITEMS, low: 1 } }],
    ['what waits for a person', { counts: { ...NO_ITEMS, needsYou: 1 } }],
    ['since when something critical waits', { oldestCriticalAt: NOW }],
    ['another version of the app', { appVersion: 'b8' }],
    ['another setting', { settings: { ...DEFAULT_SETTINGS, syncIntervalMinutes: 7 } }],
    ['a person who paused', held('user')],
    ['a rule that holds', held('battery')],
    ['another fifth of the battery', { status: status({ power: { level: 60, charging: false, at: NOW } }) }],
    ['a battery that is not told any more', { status: status({ power: undefined }) }],
  ])('%s', (_, parts) => {
    expect(isNews(parts)).toBe(true);
  });

  it.each<[string, Partial<Parameters<typeof heartbeatOf>[0]>]>([
    ['the clock', { now: NOW + 60_000 }],
    ['the link that was cut', held('offline', 'portal', 'unreachable', 'backoff')],
    ['the last error', { status: status({ lastFailure: { code: 'TIMEOUT', message: '', at: NOW } }) }],
    ['the same fifth of the battery', { status: status({ power: { level: 40, charging: true, at: NOW } }) }],
    ['the room that is left', { storage: { usedBytes: 1, quotaBytes: 2 } }],
  ])('[P2] not %s', (_, parts) => {
    expect(isNews(parts)).toBe(false);
  });
});
