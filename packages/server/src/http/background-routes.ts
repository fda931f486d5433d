import type { Heartbeat } from '@fieldsync/protocol';
import { backgroundSyncSettingsSchema, paths } from '@fieldsync/protocol';
import type { Context } from 'hono';
import { seesEverything } from '../accounts/actor.ts';
import type { DeviceBook, KnownDevice } from '../office-ports.ts';
import type { RemoteCommands, Wish } from '../services/remote-commands.ts';
import { deviceQuerySchema } from './api/describe-background.ts';
import type { HttpEnv } from './http-env.ts';
import { check, readJson } from './read-json.ts';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

/**
 * background/* as the server can answer it: what the device last said of itself, and when. Sync lives on the device; what
 * is asked for here becomes a command that the device carries out when it hears of it.
 */
export function backgroundRoutes(mount: Mount, devices: DeviceBook, commands: RemoteCommands): void {
  const report = (path: string, part: (heartbeat: Heartbeat) => unknown) =>
    mount('GET', path, async (c) => {
      const device = await askedDevice(c, devices);
      if (!device.ok) return sendProblem(c, device.error);
      const { id, heartbeat, heartbeatAt } = device.value;
      const data = heartbeat === null ? undefined : part(heartbeat);
      // Never made up: a server that invents a device's status would be a lie.
      if (data === undefined)
        return sendProblem(c, { code: 'NOT_FOUND', message: 'This device has not reported it yet.' });
      return sendData(c, data, { device: id, reportedAt: heartbeatAt });
    });
  report(paths.status, (heartbeat) => heartbeat.status);
  report(paths.metrics, (heartbeat) => heartbeat.metrics);
  report(paths.settings, (heartbeat) => heartbeat.settings);

  const give = async (c: Context<HttpEnv>, wish: Wish): Promise<Response> => {
    const device = await askedDevice(c, devices);
    if (!device.ok) return sendProblem(c, device.error);
    const command = await commands.give(c.get('actor'), device.value, wish);
    if (command === undefined)
      return sendProblem(c, {
        code: 'NOT_FOUND',
        message: 'The person with this device was erased.',
        field: 'deviceId',
      });
    return sendData(c, { command }, { device: device.value.id, delivery: 'waits-for-device' });
  };
  mount('POST', paths.start, (c) => give(c, { kind: 'start' }));
  mount('POST', paths.pause, (c) => give(c, { kind: 'pause' }));
  mount('POST', paths.resume, (c) => give(c, { kind: 'resume' }));
  mount('PUT', paths.settings, async (c) => {
    const settings = await readJson(c.req.raw, backgroundSyncSettingsSchema);
    if (!settings.ok) return sendProblem(c, settings.error);
    return give(c, { kind: 'settings', settings: settings.value });
  });
}

/** `?deviceId=`, or else the caller's own that spoke last. Somebody else's is for the office alone. */
async function askedDevice(c: Context<HttpEnv>, devices: DeviceBook): Promise<Outcome<KnownDevice>> {
  const actor = c.get('actor');
  const query = check(deviceQuerySchema, c.req.query());
  if (!query.ok) return query;
  const { deviceId: id } = query.value;
  if (id === undefined) {
    const latest = await devices.latestOf(actor.id);
    return latest === null
      ? refused('NOT_FOUND', 'None of your devices has been heard of yet.')
      : accepted(latest);
  }
  const device = await devices.find(id);
  const own = device !== null && device.user.id === actor.id;
  // The same answer whether or not it exists: a field worker learns nothing of other people's devices.
  if (!own && !seesEverything(actor)) return refused('FORBIDDEN', 'This is not your device.', 'deviceId');
  return device === null ? refused('NOT_FOUND', 'There is no such device.', 'deviceId') : accepted(device);
}
