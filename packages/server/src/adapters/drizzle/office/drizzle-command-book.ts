import type { Command, CommandId, DeviceId, UserId } from '@fieldsync/protocol';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { CommandBook } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { commands } from '../schema/index.ts';

export class DrizzleCommandBook implements CommandBook {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async add(command: Command, device: DeviceId, by: UserId, at: string): Promise<void> {
    const { id, kind, ...payload } = command;
    await this.queries
      .insert(commands)
      .values({ id, deviceId: device, kind, payload, createdBy: by, createdAt: new Date(at) });
  }

  async acknowledge(device: DeviceId, done: readonly CommandId[], at: string): Promise<void> {
    await this.queries
      .update(commands)
      .set({ acknowledgedAt: new Date(at) })
      .where(
        and(eq(commands.deviceId, device), inArray(commands.id, [...done]), isNull(commands.acknowledgedAt)),
      );
  }
}
