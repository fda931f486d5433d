import type {
  BackgroundMetrics,
  BackgroundStatus,
  BackgroundSyncSettings,
  Heartbeat,
} from '@fieldsync/protocol';
import type { QueueCounts } from './stored.ts';

/** A device with nothing new to say repeats itself this often, so that the office knows it is alive. */
export const HEARTBEAT_EVERY_MS = 15 * 60_000;

export function heartbeatOf(input: {
  readonly counts: QueueCounts;
  readonly oldestCriticalAt: number | null;
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | undefined;
  readonly appVersion: string;
  readonly now: number;
  readonly status: BackgroundStatus;
  readonly settings: BackgroundSyncSettings;
  readonly metrics: BackgroundMetrics;
}): Heartbeat {
  const { critical, high, normal, low, needsYou } = input.counts;
  return {
    queue: { critical, high, normal, low, needsYou },
    ...(input.oldestCriticalAt === null
      ? {}
      : { oldestCriticalAt: new Date(input.oldestCriticalAt).toISOString() }),
    ...(input.storage === undefined ? {} : { storage: input.storage }),
    appVersion: input.appVersion,
    clock: new Date(input.now).toISOString(),
    status: input.status,
    settings: input.settings,
    metrics: input.metrics,
  };
}

/** What makes one heartbeat differ from the last in a way that the office should know; clocks do not. */
export function heartbeatDigest(heartbeat: Heartbeat): string {
  const { queue, oldestCriticalAt, appVersion, settings, status } = heartbeat;
  return JSON.stringify([
    queue,
    oldestCriticalAt ?? null,
    appVersion,
    settings,
    status.holdReasons,
    status.lastError,
  ]);
}
