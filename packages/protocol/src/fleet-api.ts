import { z } from 'zod';
import { backgroundSyncSettingsSchema, holdReasonSchema } from './background-sync.ts';
import { commandIdSchema, deviceIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { instant, text } from './scalar-fields.ts';

/**
 * What devices can be listed by. `critical`: they hold a critical record. `silent`: not heard of for a day. `held`: a rule or
 * a person says wait. `needs`: something on them waits for its person.
 */
export const DEVICE_FILTERS = ['all', 'critical', 'silent', 'held', 'needs'] as const;
export type DeviceFilter = (typeof DEVICE_FILTERS)[number];

/** A device that has not been heard of for this long is silent, ms. */
export const SILENT_MS = 86_400_000;

/** Query of GET devices. Who needs a person comes first: the oldest critical record, then unsent ones, then the longest silence. */
export const deviceQuerySchema = z.object({
  show: z.enum(DEVICE_FILTERS).default('all'),
  /** Part of a person's name, or the beginning of a device's id. */
  q: text.trim().max(limits.nameLength).optional(),
  /** From the previous page's `next`. */
  after: text.max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeviceQuery = z.infer<typeof deviceQuerySchema>;

/**
 * What became of a command. `waiting`: the device has not said anything. `done`: it says that it carried it out. `withdrawn`: a
 * later one took its place before the device had carried it out.
 */
export const COMMAND_STATES = ['waiting', 'done', 'withdrawn'] as const;

/** What a person asked of a device, and what became of it. Scores set by hand are told of with their records. */
export const commandLineSchema = z.object({
  id: z.string(),
  kind: z.enum(['start', 'pause', 'resume', 'settings']),
  by: z.string(),
  at: instant,
  state: z.enum(COMMAND_STATES),
  doneAt: instant.nullable(),
  /** Why it does not send all the same, by its own report since. Empty when it may, or has not said. */
  heldBy: z.array(holdReasonSchema),
});
export type CommandLine = z.infer<typeof commandLineSchema>;

/** A device has held a critical record for longer than it may. One from its beginning to its end. */
export const criticalAlertSchema = z.object({
  id: z.string(),
  device: z.string(),
  user: z.object({ id: z.string(), name: z.string() }),
  /** When the oldest critical record was saved, by the office's clock. */
  since: instant,
  beganAt: instant,
  endedAt: instant.nullable(),
  /** When the device was last heard of. */
  lastContact: instant,
  limitMinutes: z.number().int(),
});
export type CriticalAlert = z.infer<typeof criticalAlertSchema>;

/** One row of GET devices, from the last report. */
export const deviceSummarySchema = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string() }),
  lastContact: instant,
  /** When it last said how it is; null when it never did. */
  reportedAt: instant.nullable(),
  /** Device clock minus server clock at the last report, ms. */
  clockSkewMs: z.number().nullable(),
  /** Oldest unsent critical record, by the office's clock. */
  oldestCriticalAt: instant.nullable(),
  /** Without figures on past sessions. */
  heartbeat: z.unknown().nullable(),
  /** The alert that is open. */
  alert: criticalAlertSchema.nullable(),
  /** The last ones, newest first. */
  commands: z.array(commandLineSchema),
});
export type DeviceSummary = z.infer<typeof deviceSummarySchema>;

/** Answer of GET devices. */
export const devicePageSchema = z.object({
  items: z.array(deviceSummarySchema),
  next: z.string().nullable(),
  /** For the filter chips, over everything that the search lets through. */
  counts: z.object({
    all: z.number(),
    critical: z.number(),
    silent: z.number(),
    held: z.number(),
    needs: z.number(),
  }),
});
export type DevicePage = z.infer<typeof devicePageSchema>;

/** Body of POST devices/commands. */
export const commandOrderSchema = z.strictObject({
  devices: z.array(deviceIdSchema).min(1).max(limits.devicesPerCommand),
  command: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['start', 'pause', 'resume']) }),
    z.strictObject({ kind: z.literal('settings'), settings: backgroundSyncSettingsSchema }),
  ]),
});
export type CommandOrder = z.infer<typeof commandOrderSchema>;

/** Its answer: one for each device that is known. */
export const commandsGivenSchema = z.object({
  given: z.array(z.object({ device: z.string(), id: commandIdSchema })),
  /** Never heard of: nothing was asked of them. */
  unknown: z.array(z.string()),
});
export type CommandsGiven = z.infer<typeof commandsGivenSchema>;

/** How long a device may hold a critical record before the office is told, min; null: it is never told. */
export const alertLimitSchema = z.strictObject({ minutes: z.number().int().min(5).max(10_080).nullable() });
export type AlertLimit = z.infer<typeof alertLimitSchema>;
export const DEFAULT_ALERT_LIMIT: AlertLimit = { minutes: 60 };

/** GET devices/alerts: those that are open, the oldest record first. */
export const alertListSchema = z.object({
  items: z.array(criticalAlertSchema),
  count: z.number(),
  limit: alertLimitSchema,
});
export type AlertList = z.infer<typeof alertListSchema>;
