import { z } from 'zod';
import { instant } from './scalar-fields.ts';

export const CONNECTION_TYPES = ['wifi', 'cellular', 'ethernet', 'unknown'] as const;
export const CONNECTION_QUALITIES = ['excellent', 'good', 'poor', 'offline'] as const;
export const connectionTypeSchema = z.enum(CONNECTION_TYPES);
export const connectionQualitySchema = z.enum(CONNECTION_QUALITIES);
export type ConnectionType = z.infer<typeof connectionTypeSchema>;
export type ConnectionQuality = z.infer<typeof connectionQualitySchema>;

/** `ConnectivityStatus` of the product's contract, with times as ISO 8601 text. */
export const connectivityStatusSchema = z.object({
  isOnline: z.boolean(),
  connectionType: connectionTypeSchema,
  connectionQuality: connectionQualitySchema,
  lastConnected: instant.nullable(),
  /** Mbit/s, estimated from real traffic. */
  networkSpeed: z.number().min(0).optional(),
  /** 0-100. */
  batteryLevel: z.number().min(0).max(100).optional(),
  isCharging: z.boolean().optional(),
});
export type ConnectivityStatus = z.infer<typeof connectivityStatusSchema>;
