import { z } from 'zod';
import { backgroundSyncSettingsSchema } from './background-sync.ts';
import { commandIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { overrideOrderSchema } from './manual-override.ts';

/** What the office asks of a device. Delivered with an exchange or over the event stream, acknowledged with the next exchange. */
export const commandSchema = z.discriminatedUnion('kind', [
  z.object({ id: commandIdSchema, kind: z.literal('start') }),
  /** `by`: name of the person, for the device's screen. */
  z.object({ id: commandIdSchema, kind: z.literal('pause'), by: z.string() }),
  z.object({ id: commandIdSchema, kind: z.literal('resume') }),
  z.object({ id: commandIdSchema, kind: z.literal('settings'), settings: backgroundSyncSettingsSchema }),
  /** Scores set by hand of records that may still be on the device. One that it does not hold changes nothing there. */
  z.object({
    id: commandIdSchema,
    kind: z.literal('override'),
    overrides: z.array(overrideOrderSchema).max(limits.recordsPerOverride),
  }),
]);
export type Command = z.infer<typeof commandSchema>;

/** The version of the wire from which on a device reads this kind of command: an older one would refuse the whole reply. */
export const COMMAND_SINCE: Readonly<Record<Command['kind'], number>> = {
  start: 1,
  pause: 1,
  resume: 1,
  settings: 1,
  override: 3,
};
