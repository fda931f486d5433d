import { z } from 'zod';
import { commandSchema } from './command.ts';
import { configSchema } from './config.ts';
import { settlementSchema } from './conflict.ts';
import { recordTypeSchema } from './domain.ts';
import { heartbeatSchema } from './heartbeat.ts';
import { commandIdSchema, deviceIdSchema, recordIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { manualOverrideSchema } from './manual-override.ts';
import { operationSchema } from './operation.ts';
import { instant, text } from './scalar-fields.ts';
import { packedVerdictsSchema } from './verdict.ts';

/** Position in the change feed. Opaque to a device; the server knows another epoch's and starts again. */
export const cursorSchema = text.max(80);

/** Up: everything a device wants to say. Push only, pull only and heartbeat only are this with parts left out. */
export const exchangeRequestSchema = z.strictObject({
  v: z.number().int(),
  device: deviceIdSchema,
  cursor: cursorSchema.nullable(),
  /** Version of the config that the device has; 0 for none. */
  config: z.number().int().min(0),
  /** In the order in which they are to take effect. */
  operations: z.array(operationSchema).max(limits.operationsPerExchange).optional(),
  heartbeat: heartbeatSchema.optional(),
  /** Commands that the device has carried out. */
  done: z.array(commandIdSchema).max(100).optional(),
  /** About how many bytes of changes the link can carry back. 0: none now, and no config either. */
  wantBytes: z.number().int().min(0).max(limits.inflatedBodyBytes).optional(),
});
export type ExchangeRequest = z.infer<typeof exchangeRequestSchema>;

/** The latest state of one record. */
export const changeSchema = z.object({
  id: recordIdSchema,
  type: recordTypeSchema,
  version: z.number().int().min(1),
  /** Null when the record was deleted. */
  data: z.record(z.string(), z.unknown()).nullable(),
  /** 0-100, as the server scored it. */
  score: z.number(),
  /** Set by hand: `score` is this one's. Absent: content and rules decide. */
  override: manualOverrideSchema.optional(),
  capturedAt: instant,
  /**
   * Operations of the device that asks which were in conflict on this record and have been decided [K2]. All of them with
   * each change of the record, so that nothing depends on which reply was lost or from which cursor it asks.
   */
  settled: z.array(settlementSchema).optional(),
  /**
   * Only on a walk from the beginning of the feed: the version that the record had when the office was last restored from a
   * backup. What a device knows of later versions from before that is lost at the office. Absent: the record was made since.
   */
  restored: z.number().int().min(1).optional(),
  /** Somebody else made the record: when it is lost, it is not this account's to make again. */
  others: z.boolean().optional(),
  /** The area through which the device sees somebody else's record: its copy goes when the reply says that the area was taken away. */
  area: text.max(limits.nameLength).optional(),
  /**
   * It is out of the account's scope: it has moved to an area that is not the account's. `data` is null, and nothing of it is
   * said; a copy goes, edits of it stay until they are answered [R3].
   */
  left: z.boolean().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** Down: everything the device needs to know. */
export const exchangeReplySchema = z.object({
  verdicts: packedVerdictsSchema.optional(),
  changes: z.array(changeSchema).optional(),
  cursor: cursorSchema,
  /** More changes wait; ask again when the link allows. */
  more: z.boolean().optional(),
  /** The feed began anew (a restored server): forget the old cursor, keep every unsent item. */
  restarted: z.boolean().optional(),
  /** Areas that were taken away from the account: copies of others' records that were seen through them go [R3]. */
  left: z.array(text.max(limits.nameLength)).max(limits.areasPerAccount).optional(),
  config: configSchema.optional(),
  commands: z.array(commandSchema).optional(),
  /** The server's clock. */
  now: instant,
});
export type ExchangeReply = z.infer<typeof exchangeReplySchema>;
