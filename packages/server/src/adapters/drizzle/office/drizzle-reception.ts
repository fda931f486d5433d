import type { Command, DeviceId, UserId } from '@fieldsync/protocol';
import { commandSchema } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { parseCursor } from '../../../core/cursor.ts';
import type { Greeting, Reception } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { keepsPlan } from '../queries/keeps-plan.ts';

interface Row extends Record<string, unknown> {
  readonly owner: string | null;
  readonly config_version: number | null;
  readonly commands: readonly { id: string; kind: string; payload: Record<string, unknown> }[] | null;
}

export class DrizzleReception implements Reception {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  /**
   * The feed's position goes with it: one that is some requests old only keeps longer what the device has heard. Of another epoch it
   * says nothing. Half a minute, because each update is a commit that waits for the disk: a phone that sends twenty requests in one
   * window is noted once.
   */
  async greet(device: DeviceId, user: UserId, at: string, cursor: string | null): Promise<Greeting> {
    const heard = parseCursor(cursor ?? '');
    for (;;) {
      const { rows } = await this.queries.execute<Row>(sql`${keepsPlan}
        with met as (
          insert into devices (id, user_id, first_seen, last_seen, feed_position)
          select ${device}::uuid, ${user}, ${at}::timestamptz, ${at}::timestamptz,
            (select ${heard?.position ?? null}::bigint from feed where id = 1 and epoch = ${heard?.epoch ?? ''})
          where not exists (select 1 from devices where id = ${device}::uuid
            and (user_id <> ${user} or last_seen > ${at}::timestamptz - interval '30 seconds'))
          on conflict (id) do update set last_seen = excluded.last_seen, feed_position = excluded.feed_position
            where devices.user_id = excluded.user_id
          returning user_id
        )
        select coalesce((select user_id from met), (select user_id from devices where id = ${device}::uuid)) as owner,
          (select version from config_version) as config_version,
          (select json_agg(json_build_object('id', id, 'kind', kind, 'payload', payload) order by created_at, id)
            from commands where device_id = ${device}::uuid and acknowledged_at is null and withdrawn_at is null) as commands`);
      const [row] = rows;
      // Another first contact of the same device was faster and is not in this snapshot: the next one has it.
      if (row === undefined || row.owner === null) continue;
      return {
        isTheirs: row.owner === user,
        configVersion: row.config_version ?? 0,
        commands: (row.commands ?? []).map(asCommand),
      };
    }
  }
}

/** Ids are UUIDv7: two commands of one millisecond keep their order. */
function asCommand({ id, kind, payload }: NonNullable<Row['commands']>[number]): Command {
  return commandSchema.parse({ ...payload, id, kind });
}
