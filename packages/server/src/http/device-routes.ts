import { alertLimitSchema, commandOrderSchema, deviceQuerySchema, paths } from '@fieldsync/protocol';
import type { AlertBook, DeviceList } from '../fleet-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { RemoteCommands } from '../services/remote-commands.ts';
import { check, readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface DeviceRoutesParts {
  readonly deviceList: DeviceList;
  readonly alerts: AlertBook;
  readonly remoteCommands: RemoteCommands;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** Alerts that one answer names; how many there are it says in any case. */
const MOST_ALERTS = 50;

/** Every device by what it last said of itself, what is asked of them, and those that hold critical records for too long. */
export function deviceRoutes(mount: Mount, parts: DeviceRoutesParts): void {
  const { deviceList, alerts, remoteCommands, bus, clock } = parts;

  mount('GET', paths.devices, async (c) => {
    const query = check(deviceQuerySchema, c.req.query());
    if (!query.ok) return sendProblem(c, query.error);
    const page = await deviceList.page(query.value, isoTime(clock()));
    if (page !== undefined) return sendData(c, page);
    return sendProblem(c, {
      code: 'VALIDATION',
      message: 'is not from a page of this list',
      field: 'after',
    });
  });

  mount('POST', paths.commands, async (c) => {
    const order = await readJson(c.req.raw, commandOrderSchema);
    if (!order.ok) return sendProblem(c, order.error);
    const { devices, command } = order.value;
    const given = await remoteCommands.giveAll(c.get('actor'), devices, command);
    return sendData(c, given, { delivery: 'waits-for-device' });
  });

  const list = async () => ({ ...(await alerts.open(MOST_ALERTS)), limit: await alerts.limit() });
  mount('GET', paths.alerts, async (c) => sendData(c, await list()));
  mount('PUT', paths.alertLimit, async (c) => {
    const limit = await readJson(c.req.raw, alertLimitSchema);
    if (!limit.ok) return sendProblem(c, limit.error);
    await alerts.setLimit(limit.value, { by: c.get('actor'), at: isoTime(clock()) });
    // The watch looks at once, here and in the other processes.
    bus.publish({ kind: 'alert-limit' });
    return sendData(c, await list());
  });
}
