import { z } from 'zod';

/**
 * Branded identifiers. All are lower-case UUIDs; the ones the device mints are version 7, so that they sort by
 * time and cost fewer bytes in a dense encoding.
 */
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'not a UUID');

/** One captured change. Also its idempotency key: the server's ledger is keyed by it. */
export const operationIdSchema = uuid.brand<'OperationId'>();
export type OperationId = z.infer<typeof operationIdSchema>;

/** One record (assessment, response, media). Minted on the device, and the server's id as well. */
export const recordIdSchema = uuid.brand<'RecordId'>();
export type RecordId = z.infer<typeof recordIdSchema>;

/** One account's outbox on one phone. Two accounts on one phone are two devices. */
export const deviceIdSchema = uuid.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** A camp or community that records are about. */
export const affectedEntityIdSchema = uuid.brand<'AffectedEntityId'>();
export type AffectedEntityId = z.infer<typeof affectedEntityIdSchema>;

export const conflictIdSchema = uuid.brand<'ConflictId'>();
export type ConflictId = z.infer<typeof conflictIdSchema>;

export const commandIdSchema = uuid.brand<'CommandId'>();
export type CommandId = z.infer<typeof commandIdSchema>;

/** An account. Opaque: the accounts library chooses its form. */
export const userIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/)
  .brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;
