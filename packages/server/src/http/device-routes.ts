import type { DeviceSummary } from '@fieldsync/protocol';
import { paths } from '@fieldsync/protocol';
import type { DeviceBook, KnownDevice } from '../office-ports.ts';
import { sendData } from './reply.ts';
import type { Mount } from './routes.ts';

/** Every device and what it last said of itself, the one that spoke last first. */
export function deviceRoutes(mount: Mount, devices: DeviceBook): void {
  mount('GET', paths.devices, async (c) => {
    const items = (await devices.list()).map(deviceSummary);
    return sendData(c, { items });
  });
}

function deviceSummary(device: KnownDevice): DeviceSummary {
  const { id, user, lastSeen: lastContact, clockSkewMs, heartbeat } = device;
  return { id, user, lastContact, clockSkewMs, heartbeat };
}
