import { z } from 'zod';
import {
  backgroundMetricsSchema,
  backgroundStatusSchema,
  backgroundSyncSettingsSchema,
} from './background-sync.ts';
import { instant, text } from './scalar-fields.ts';

const items = z.number().int().min(0).max(10_000_000);

/** What a device says of itself, so that the office knows what is still on the phones. */
export const heartbeatSchema = z.strictObject({
  /** Unsent items by band, and those that wait for a person. */
  queue: z.strictObject({ critical: items, high: items, normal: items, low: items, needsYou: items }),
  /** Mean score of the unsent items, 0-100; absent when the device does not know it. */
  averageScore: z.number().min(0).max(100).optional(),
  /** Unsent items whose score was set by hand; absent when the device does not know it. */
  overridden: items.optional(),
  /** When the oldest unsent critical record was saved. */
  oldestCriticalAt: instant.optional(),
  storage: z.strictObject({ usedBytes: z.number().min(0), quotaBytes: z.number().min(0) }).optional(),
  appVersion: text.max(64),
  /** The device's clock when it wrote this; the server derives the skew from it. */
  clock: instant,
  status: backgroundStatusSchema,
  settings: backgroundSyncSettingsSchema,
  metrics: backgroundMetricsSchema.optional(),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;
