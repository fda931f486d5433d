import {
  alertLimitSchema,
  alertListSchema,
  commandOrderSchema,
  commandsGivenSchema,
  DEFAULT_ALERT_LIMIT,
  devicePageSchema,
  deviceQuerySchema,
  paths,
} from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescriptions } from './route-description.ts';

export const DEVICE_ROUTES: RouteDescriptions = {
  [`GET ${paths.devices}`]: {
    name: 'listDevices',
    tag: 'Devices',
    summary: 'Every device by what it last said of itself, those that need somebody first',
    query: deviceQuerySchema,
    querySays: {
      q: 'A part of a person’s name, or the beginning of a device’s id.',
      after: '`next` of the page before.',
    },
    answer: devicePageSchema,
  },
  [`POST ${paths.commands}`]: {
    name: 'askDevices',
    tag: 'Devices',
    summary: 'Ask one device or several to do something',
    details:
      'Each carries it out when it hears of it, and says so. What still waits and is overtaken by this is withdrawn. In the audit log, in the same transaction.',
    body: commandOrderSchema,
    answer: commandsGivenSchema,
    meta: z.object({ delivery: z.literal('waits-for-device') }),
    examples: {
      body: { devices: ['0198f2a0-6f00-7000-8000-0000000000f1'], command: { kind: 'pause' } },
    },
  },
  [`GET ${paths.alerts}`]: {
    name: 'listAlerts',
    tag: 'Devices',
    summary: 'Devices that have held a critical record for too long',
    answer: alertListSchema,
  },
  [`PUT ${paths.alertLimit}`]: {
    name: 'setAlertLimit',
    tag: 'Devices',
    summary: 'Set how long is too long',
    details: 'Minutes; null: never.',
    body: alertLimitSchema,
    answer: alertListSchema,
    examples: { body: DEFAULT_ALERT_LIMIT },
  },
};
