import { z } from 'zod';
import { backgroundSyncSettingsSchema } from './background-sync.ts';
import { commandIdSchema } from './ids.ts';

/** What the office asks of a device. Delivered with an exchange or over the event stream, acknowledged with the next exchange. */
export const commandSchema = z.discriminatedUnion('kind', [
  z.object({ id: commandIdSchema, kind: z.literal('start') }),
  /** `by`: name of the person, for the device's screen. */
  z.object({ id: commandIdSchema, kind: z.literal('pause'), by: z.string() }),
  z.object({ id: commandIdSchema, kind: z.literal('resume') }),
  z.object({ id: commandIdSchema, kind: z.literal('settings'), settings: backgroundSyncSettingsSchema }),
]);
export type Command = z.infer<typeof commandSchema>;
