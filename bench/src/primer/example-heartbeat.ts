import { DEFAULT_SETTINGS, heartbeatSchema, type Heartbeat } from '@fieldsync/protocol';

/** What a phone says of itself at the beginning of a session, as the engine writes it. */
export const exampleHeartbeat: Heartbeat = heartbeatSchema.parse({
  queue: { critical: 0, high: 3, normal: 12, low: 5, needsYou: 0 },
  oldestCriticalAt: '2026-09-14T08:17:15.694Z',
  storage: { usedBytes: 1_843_200, quotaBytes: 2_147_483_648 },
  appVersion: '0.1.0',
  clock: '2026-09-14T09:02:19.972Z',
  status: {
    isActive: true,
    currentProgress: {
      totalItems: 20,
      completedItems: 0,
      failedItems: 0,
      lastSyncAttempt: '2026-09-14T09:02:19.512Z',
      nextScheduledSync: null,
      averageSyncDuration: 4.2,
    },
    connectivity: {
      isOnline: true,
      connectionType: 'cellular',
      connectionQuality: 'poor',
      lastConnected: '2026-09-14T09:02:18.031Z',
      networkSpeed: 0.12,
      batteryLevel: 64,
      isCharging: false,
    },
    queueSize: 20,
    estimatedCompletionTime: null,
    lastError: null,
    holdReasons: [],
  },
  settings: DEFAULT_SETTINGS,
  metrics: {
    current: null,
    historical: [session(1, 'OFFLINE'), session(2), session(3, 'TIMEOUT')],
    averagePerformance: {
      itemsPerMinute: 91.5,
      successRate: 1,
      averageBatteryUsage: 0,
      averageNetworkUsage: 5_310,
    },
  },
});

function session(place: number, ...errors: string[]): Record<string, unknown> {
  return {
    sessionId: `01a09e66-255a-790c-88e2-9da1ff75c70${place}`,
    startTime: `2026-09-14T0${place}:30:12.118Z`,
    endTime: `2026-09-14T0${place}:30:19.407Z`,
    itemsProcessed: 9 + place,
    itemsSucceeded: 9 + place,
    itemsFailed: 0,
    totalDataSynced: 11_204 + place * 913,
    networkUsage: 4_870 + place * 211,
    batteryUsed: 0,
    errors,
  };
}
