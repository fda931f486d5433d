import type { Command, CommandId, DeviceId, UserId } from '@fieldsync/protocol';
import { commandSchema } from '@fieldsync/protocol';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
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

  async waiting(device: DeviceId): Promise<readonly Command[]> {
    const rows = await this.queries
      .select({ id: commands.id, kind: commands.kind, payload: commands.payload })
      .from(commands)
      .where(and(eq(commands.deviceId, device), isNull(commands.acknowledgedAt)))
      // Ids are UUIDv7: two commands of one millisecond keep their order.
      .orderBy(asc(commands.createdAt), asc(commands.id));
    return rows.map(({ id, kind, payload }) => commandSchema.parse({ ...payload, id, kind }));
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
