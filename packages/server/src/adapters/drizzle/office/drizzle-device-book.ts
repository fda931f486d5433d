import type { DeviceId, Heartbeat, UserId } from '@fieldsync/protocol';
import { desc, eq, sql } from 'drizzle-orm';
import { ATTENTION, deviceStanding } from '../../../core/device-standing.ts';
import type { DeviceBook, KnownDevice } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { authUser, devices } from '../schema/index.ts';

export class DrizzleDeviceBook implements DeviceBook {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async report(device: DeviceId, heartbeat: Heartbeat, at: string): Promise<void> {
    const heartbeatAt = new Date(at);
    const clockSkewMs = Date.parse(heartbeat.clock) - heartbeatAt.getTime();
    const { attention, oldestCriticalAt, held, needsPerson } = deviceStanding(heartbeat, at);
    // A build that does not say since when holds its record since it first spoke of one.
    const oldest =
      attention === ATTENTION.critical
        ? sql`coalesce(${oldestCriticalAt}::timestamptz,
            case when ${devices.attention} = ${ATTENTION.critical} then ${devices.oldestCriticalAt} end, ${at}::timestamptz)`
        : null;
    await this.queries
      .update(devices)
      .set({ heartbeat, heartbeatAt, clockSkewMs, attention, oldestCriticalAt: oldest, held, needsPerson })
      .where(eq(devices.id, device));
  }

  async find(device: DeviceId): Promise<KnownDevice | null> {
    const [row] = await this.select().where(eq(devices.id, device));
    return row === undefined ? null : knownDevice(row);
  }

  async latestOf(user: UserId): Promise<KnownDevice | null> {
    const [row] = await this.select()
      .where(eq(devices.userId, user))
      .orderBy(desc(devices.lastSeen), desc(devices.id))
      .limit(1);
    return row === undefined ? null : knownDevice(row);
  }

  async list(): Promise<readonly KnownDevice[]> {
    const rows = await this.select().orderBy(desc(devices.lastSeen), desc(devices.id));
    return rows.map(knownDevice);
  }

  private select() {
    return this.queries
      .select({ device: devices, userName: authUser.name })
      .from(devices)
      .leftJoin(authUser, eq(authUser.id, devices.userId));
  }
}

function knownDevice(row: {
  readonly device: typeof devices.$inferSelect;
  readonly userName: string | null;
}): KnownDevice {
  const { device } = row;
  return {
    id: device.id as DeviceId,
    user: { id: device.userId as UserId, name: row.userName ?? '' },
    lastSeen: device.lastSeen.toISOString(),
    heartbeat: device.heartbeat,
    heartbeatAt: device.heartbeatAt?.toISOString() ?? null,
    clockSkewMs: device.clockSkewMs,
  };
}
