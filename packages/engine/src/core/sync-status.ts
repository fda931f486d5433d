/** From stored rows to what screens, the device's API and the heartbeat say. Pure. */
import type {
  BackgroundStatus,
  BackgroundMetrics,
  ConnectivityStatus,
  HoldReason,
  SyncMetrics,
} from '@fieldsync/protocol';
import type { Hold } from './hold.ts';
import type { LastFailure, PowerReading, QueueCounts, SessionRow } from './stored.ts';
import { sendableItems } from './queue-counts.ts';

export const UNKNOWN_CONNECTIVITY: ConnectivityStatus & { cause: HoldReason | null } = {
  isOnline: false,
  connectionType: 'unknown',
  connectionQuality: 'offline',
  lastConnected: null,
  cause: null,
};

const isoOf = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined || ms <= 0 ? null : new Date(ms).toISOString();

export function backgroundStatus(input: {
  readonly now: number;
  readonly counts: QueueCounts;
  readonly connectivity: ConnectivityStatus;
  readonly power: PowerReading | undefined;
  readonly holds: readonly Hold[];
  readonly session: SessionRow | undefined;
  readonly lastFailure: LastFailure | null;
  readonly lastExchangeAt: number;
  readonly nextAttemptAt: number | null;
  readonly history: readonly SyncMetrics[];
}): BackgroundStatus {
  const { session, connectivity, power } = input;
  const active = session?.endedAt === null ? session : undefined;
  const { isOnline, connectionType, connectionQuality, lastConnected, networkSpeed } = connectivity;
  return {
    isActive: active !== undefined,
    currentProgress: active === undefined ? null : progressOf(active, input),
    connectivity: {
      isOnline,
      connectionType,
      connectionQuality,
      lastConnected,
      ...(networkSpeed === undefined ? {} : { networkSpeed }),
      ...(power === undefined ? {} : { batteryLevel: power.level, isCharging: power.charging }),
    },
    queueSize: sendableItems(input.counts) + input.counts.needsYou + input.counts.conflict,
    estimatedCompletionTime: isoOf(active?.estimatedEndAt),
    lastError: input.lastFailure?.code ?? null,
    holdReasons: input.holds.map((hold) => hold.reason),
  };
}

function progressOf(
  session: SessionRow,
  input: { now: number; nextAttemptAt: number | null; history: readonly SyncMetrics[] },
) {
  const remainingMs = session.estimatedEndAt === null ? undefined : session.estimatedEndAt - input.now;
  return {
    totalItems: session.total,
    completedItems: session.completed,
    failedItems: session.failed,
    ...(session.current === null
      ? {}
      : {
          currentOperation: {
            type: session.current.type,
            entityId: session.current.recordId,
            progress: session.total === 0 ? 0 : Math.round((100 * session.completed) / session.total),
            ...(remainingMs === undefined
              ? {}
              : { estimatedTimeRemaining: Math.max(0, Math.round(remainingMs / 1_000)) }),
          },
        }),
    lastSyncAttempt: isoOf(session.startedAt),
    nextScheduledSync: isoOf(input.nextAttemptAt),
    averageSyncDuration: averageDurationS(input.history),
  };
}

function averageDurationS(history: readonly SyncMetrics[]): number {
  const durations = history.flatMap((each) =>
    each.endTime === undefined ? [] : [Date.parse(each.endTime) - Date.parse(each.startTime)],
  );
  return durations.length === 0
    ? 0
    : durations.reduce((sum, each) => sum + each, 0) / durations.length / 1_000;
}

export function metricsOf(session: SessionRow): SyncMetrics {
  const used =
    session.batteryAtStart !== null && session.batteryAtEnd !== null
      ? session.batteryAtStart - session.batteryAtEnd
      : 0;
  return {
    sessionId: session.id,
    startTime: new Date(session.startedAt).toISOString(),
    ...(session.endedAt === null ? {} : { endTime: new Date(session.endedAt).toISOString() }),
    itemsProcessed: session.completed + session.failed,
    itemsSucceeded: session.completed,
    itemsFailed: session.failed,
    totalDataSynced: session.rawBytes,
    networkUsage: session.wireBytes,
    batteryUsed: Math.max(0, used),
    errors: [...session.errors],
  };
}

export function backgroundMetrics(
  current: SessionRow | undefined,
  ended: readonly SessionRow[],
): BackgroundMetrics {
  const historical = ended.map(metricsOf);
  const minutes = historical.reduce(
    (sum, each) => sum + (Date.parse(each.endTime ?? each.startTime) - Date.parse(each.startTime)) / 60_000,
    0,
  );
  const processed = historical.reduce((sum, each) => sum + each.itemsProcessed, 0);
  const succeeded = historical.reduce((sum, each) => sum + each.itemsSucceeded, 0);
  const sessions = Math.max(1, historical.length);
  return {
    current: current?.endedAt === null ? metricsOf(current) : null,
    historical,
    averagePerformance: {
      itemsPerMinute: minutes > 0 ? succeeded / minutes : 0,
      successRate: processed > 0 ? succeeded / processed : 1,
      averageBatteryUsage: historical.reduce((sum, each) => sum + each.batteryUsed, 0) / sessions,
      averageNetworkUsage: historical.reduce((sum, each) => sum + each.networkUsage, 0) / sessions,
    },
  };
}
