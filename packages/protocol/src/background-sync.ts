import { z } from 'zod';
import { connectivityStatusSchema } from './connectivity.ts';
import { prioritySchema, recordTypeSchema } from './domain.ts';
import { limits } from './limits.ts';
import { instant, text } from './scalar-fields.ts';

/** `BackgroundSyncSettings` of the product's contract. */
export const backgroundSyncSettingsSchema = z.strictObject({
  enabled: z.boolean(),
  syncOnlyWhenCharging: z.boolean(),
  /** %, 0-100. */
  minimumBatteryLevel: z.number().int().min(0).max(100),
  maximumConcurrentOperations: z.number().int().min(1).max(10),
  syncIntervalMinutes: z.number().int().min(1).max(1_440),
  /** Then the item waits for a person; it is never deleted. */
  maxRetryAttempts: z.number().int().min(1).max(50),
  priorityThreshold: prioritySchema,
});
export type BackgroundSyncSettings = z.infer<typeof backgroundSyncSettingsSchema>;

export const DEFAULT_SETTINGS: BackgroundSyncSettings = {
  enabled: true,
  syncOnlyWhenCharging: false,
  minimumBatteryLevel: 20,
  maximumConcurrentOperations: 3,
  syncIntervalMinutes: 5,
  maxRetryAttempts: 5,
  priorityThreshold: 'LOW',
};

/** `BackgroundSyncProgress` of the product's contract. */
export const backgroundSyncProgressSchema = z.object({
  totalItems: z.number().int().min(0),
  completedItems: z.number().int().min(0),
  failedItems: z.number().int().min(0),
  currentOperation: z
    .object({
      type: recordTypeSchema,
      entityId: text.max(limits.nameLength),
      /** 0-100. */
      progress: z.number().min(0).max(100),
      /** Seconds. */
      estimatedTimeRemaining: z.number().min(0).optional(),
    })
    .optional(),
  lastSyncAttempt: instant.nullable(),
  nextScheduledSync: instant.nullable(),
  /** Seconds. */
  averageSyncDuration: z.number().min(0),
});
export type BackgroundSyncProgress = z.infer<typeof backgroundSyncProgressSchema>;

/** `SyncMetrics` of the product's contract: one session of sending. */
export const syncMetricsSchema = z.object({
  sessionId: text.max(limits.nameLength),
  startTime: instant,
  endTime: instant.optional(),
  itemsProcessed: z.number().int().min(0),
  itemsSucceeded: z.number().int().min(0),
  itemsFailed: z.number().int().min(0),
  /** Bytes before compression. */
  totalDataSynced: z.number().int().min(0),
  /** Bytes on the wire, bodies both ways. */
  networkUsage: z.number().int().min(0),
  /** %, from the phone's own readings; 0 when it gives none. */
  batteryUsed: z.number().min(0),
  errors: z.array(text.max(limits.textLength)).max(limits.errorsPerSession),
});
export type SyncMetrics = z.infer<typeof syncMetricsSchema>;

/** Why nothing, or not everything, is being sent. Each has its sentence on the screen [P1]. */
export const HOLD_REASONS = [
  'user',
  'office',
  'auth',
  'update',
  'consent',
  'locked',
  'disabled',
  'battery',
  'charging-only',
  'data-saver',
  'metered',
  'pressure',
  'threshold',
  'offline',
  'portal',
  'unreachable',
  'backoff',
] as const;
export const holdReasonSchema = z.enum(HOLD_REASONS);
export type HoldReason = z.infer<typeof holdReasonSchema>;

/** Answer of GET background/status, on the device from live state, on the server from the last report. */
export const backgroundStatusSchema = z.object({
  isActive: z.boolean(),
  currentProgress: backgroundSyncProgressSchema.nullable(),
  connectivity: connectivityStatusSchema,
  queueSize: z.number().int().min(0),
  estimatedCompletionTime: instant.nullable(),
  lastError: text.max(limits.textLength).nullable(),
  /** Reasons why sending waits now; empty when it may go on. */
  holdReasons: z.array(holdReasonSchema).max(HOLD_REASONS.length),
});
export type BackgroundStatus = z.infer<typeof backgroundStatusSchema>;

/** Answer of GET background/metrics. */
export const backgroundMetricsSchema = z.object({
  current: syncMetricsSchema.nullable(),
  historical: z.array(syncMetricsSchema).max(limits.sessionsPerReport),
  averagePerformance: z.object({
    itemsPerMinute: z.number().min(0),
    /** 0-1. */
    successRate: z.number().min(0).max(1),
    /** % a session. */
    averageBatteryUsage: z.number().min(0),
    /** Bytes a session. */
    averageNetworkUsage: z.number().min(0),
  }),
});
export type BackgroundMetrics = z.infer<typeof backgroundMetricsSchema>;
