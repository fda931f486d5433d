import {
  backgroundMetricsSchema,
  backgroundStatusSchema,
  backgroundSyncSettingsSchema,
  commandSchema,
  DEFAULT_SETTINGS,
  deviceIdSchema,
  paths,
} from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescription, RouteDescriptions } from './route-description.ts';

/** Which device is asked; the caller's own that spoke last when left out. */
export const deviceQuerySchema = z.object({ deviceId: deviceIdSchema.optional() });

const reportMeta = z
  .object({ device: deviceIdSchema, reportedAt: z.string().nullable() })
  .meta({ id: 'ReportMeta' });
const commandMeta = z
  .object({ device: deviceIdSchema, delivery: z.literal('waits-for-device') })
  .meta({ id: 'CommandMeta' });
const givenCommandSchema = z.object({ command: commandSchema }).meta({ id: 'GivenCommand' });

const ofDevice = {
  tag: 'Background sync',
  query: deviceQuerySchema,
  querySays: {
    deviceId:
      'The caller’s own device that spoke last when left out. Others’ devices are for coordinators and administrators.',
  },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
} as const;

const command = (name: string, summary: string): RouteDescription => ({
  ...ofDevice,
  name,
  summary,
  details: 'Becomes a command that the device carries out when it hears of it, and a line in the audit log.',
  answer: givenCommandSchema,
  meta: commandMeta,
});

const said = 'As the device last said, `reportedAt`; 404 while it has not.';

export const BACKGROUND_ROUTES: RouteDescriptions = {
  [`GET ${paths.status}`]: {
    ...ofDevice,
    name: 'readBackgroundStatus',
    summary: 'How sync stands on a device',
    details: said,
    answer: backgroundStatusSchema,
    meta: reportMeta,
  },
  [`GET ${paths.metrics}`]: {
    ...ofDevice,
    name: 'readBackgroundMetrics',
    summary: 'What sync has cost a device',
    details: said,
    answer: backgroundMetricsSchema,
    meta: reportMeta,
  },
  [`GET ${paths.settings}`]: {
    ...ofDevice,
    name: 'readBackgroundSettings',
    summary: 'The settings of a device',
    details: said,
    answer: backgroundSyncSettingsSchema,
    meta: reportMeta,
  },
  [`PUT ${paths.settings}`]: {
    ...command('changeBackgroundSettings', 'Change the settings of a device'),
    body: backgroundSyncSettingsSchema,
    examples: { body: DEFAULT_SETTINGS },
  },
  [`POST ${paths.start}`]: command('startBackgroundSync', 'Make a device send now'),
  [`POST ${paths.pause}`]: command('pauseBackgroundSync', 'Make a device pause'),
  [`POST ${paths.resume}`]: command('resumeBackgroundSync', 'Make a device go on'),
};
