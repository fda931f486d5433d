import type {
  BackgroundMetrics,
  BackgroundStatus,
  BackgroundSyncSettings,
  Heartbeat,
  HoldReason,
} from '@fieldsync/protocol';
import type { QueueCounts } from './stored.ts';

/** A phone whose queue does not empty tells what has changed this often; one whose queue does, at its end. */
export const REPORT_EVERY_MS = 15 * 60_000;

/**
 * What has not changed is told again after a day, for an office that lost it. That the phone is there, each exchange
 * shows: an idle one must stay within 300 bytes [P2], and a heartbeat is three times that.
 */
export const REPEATED_AFTER_MS = 24 * 3_600_000;

export function heartbeatOf(input: {
  readonly counts: QueueCounts;
  readonly oldestCriticalAt: number | null;
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | undefined;
  readonly appVersion: string;
  readonly now: number;
  readonly status: BackgroundStatus;
  readonly settings: BackgroundSyncSettings;
  /** Only with the person's consent; without it no other figure on how this phone performs goes out either. */
  readonly metrics: BackgroundMetrics | undefined;
}): Heartbeat {
  const { critical, high, normal, low, needsYou, scoreSum, overridden } = input.counts;
  const total = critical + high + normal + low;
  return {
    queue: { critical, high, normal, low, needsYou },
    ...(scoreSum === undefined || total === 0 ? {} : { averageScore: Math.round(scoreSum / total) }),
    ...(overridden === undefined ? {} : { overridden }),
    ...(input.oldestCriticalAt === null
      ? {}
      : { oldestCriticalAt: new Date(input.oldestCriticalAt).toISOString() }),
    ...(input.storage === undefined || input.metrics === undefined ? {} : { storage: input.storage }),
    appVersion: input.appVersion,
    clock: new Date(input.now).toISOString(),
    status: input.metrics === undefined ? withoutFigures(input.status) : input.status,
    settings: input.settings,
    ...(input.metrics === undefined ? {} : { metrics: input.metrics }),
  };
}

/**
 * What the office needs to know in order to see what is still on the way and why it waits: the queue, the holds, the link and the
 * battery that they come from. How fast this phone has been, and what room it has, goes with consent alone.
 */
function withoutFigures(status: BackgroundStatus): BackgroundStatus {
  const { currentProgress: progress } = status;
  if (progress === null) return { ...status, estimatedCompletionTime: null };
  const { currentOperation, ...rest } = progress;
  const { estimatedTimeRemaining: _, ...operation } = currentOperation ?? {};
  return {
    ...status,
    estimatedCompletionTime: null,
    currentProgress: {
      ...rest,
      ...(currentOperation === undefined
        ? {}
        : { currentOperation: operation as Omit<typeof currentOperation, 'estimatedTimeRemaining'> }),
      averageSyncDuration: 0,
    },
  };
}

/** What is true of the link: whatever reaches the office was on one that works. */
const OF_THE_LINK: ReadonlySet<HoldReason> = new Set(['offline', 'portal', 'unreachable', 'backoff']);

/**
 * What makes one heartbeat differ from the last in a way that the office should know; clocks, the link and the last error
 * do not: after a cut two heartbeats would go, one to say so and one to take it back. The battery counts in fifths.
 */
export function heartbeatDigest(heartbeat: Heartbeat): string {
  const { queue, oldestCriticalAt, appVersion, settings, status } = heartbeat;
  const { batteryLevel } = status.connectivity;
  return JSON.stringify([
    queue,
    oldestCriticalAt ?? null,
    appVersion,
    settings,
    status.holdReasons.filter((reason) => !OF_THE_LINK.has(reason)),
    batteryLevel === undefined ? null : Math.floor(batteryLevel / 20),
  ]);
}
