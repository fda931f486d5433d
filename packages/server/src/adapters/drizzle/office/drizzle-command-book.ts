import type { CommandId, DeviceId, UserId } from '@fieldsync/protocol';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { isErased } from '../../../accounts/actor.ts';
import { SUPERSEDED_BY } from '../../../core/superseded-by.ts';
import type { CommandBook, Order } from '../../../fleet-ports.ts';
import type { Act } from '../../../priority-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { authUser, commands, devices } from '../schema/index.ts';
import { appendAuditLines } from './drizzle-audit-log.ts';

export class DrizzleCommandBook implements CommandBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  give(orders: readonly Order[], { by, at }: Act): Promise<void> {
    return this.database.transaction(async (queries) => {
      const createdAt = new Date(at);
      await withdraw(queries, orders, createdAt);
      await queries.insert(commands).values(
        orders.map(({ device, command: { id, kind, ...payload } }) => {
          return { id, deviceId: device, kind, payload, createdBy: by.id, createdAt };
        }),
      );
      await appendAuditLines(
        queries,
        orders.map(({ device, owner, command }) => {
          const detail = { command, owner };
          return { at, actor: by.id, act: `device:${command.kind}`, subject: device, detail };
        }),
      );
    });
  }

  async owners(ids: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, UserId>> {
    const rows = await this.database.queries
      .select({ id: devices.id, userId: devices.userId, email: authUser.email })
      .from(devices)
      .leftJoin(authUser, eq(authUser.id, devices.userId))
      .where(inArray(devices.id, [...ids]));
    // Of somebody who was erased a phone hears that records are gone, and nothing else: a command would wait for ever.
    const there = rows.filter(({ userId, email }) => !isErased({ id: userId as UserId, email: email ?? '' }));
    return new Map(there.map(({ id, userId }) => [id as DeviceId, userId as UserId]));
  }

  async acknowledge(device: DeviceId, done: readonly CommandId[], at: string): Promise<boolean> {
    const rows = await this.database.queries
      .update(commands)
      .set({ acknowledgedAt: new Date(at) })
      .where(
        and(eq(commands.deviceId, device), inArray(commands.id, [...done]), isNull(commands.acknowledgedAt)),
      )
      .returning({ id: commands.id });
    return rows.length > 0;
  }
}

async function withdraw(queries: Queries, orders: readonly Order[], at: Date): Promise<void> {
  const byKind = new Map<Order['command']['kind'], DeviceId[]>();
  for (const { device, command } of orders)
    byKind.set(command.kind, [...(byKind.get(command.kind) ?? []), device]);
  for (const [kind, ids] of byKind) {
    const kinds = SUPERSEDED_BY[kind];
    if (kinds.length === 0) continue;
    const waiting = sql`acknowledged_at is null and withdrawn_at is null`;
    await queries
      .update(commands)
      .set({ withdrawnAt: at })
      .where(and(inArray(commands.deviceId, ids), inArray(commands.kind, [...kinds]), waiting));
  }
}
