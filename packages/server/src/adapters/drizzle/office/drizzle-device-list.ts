import type { DevicePage, DeviceQuery, DeviceSummary, Heartbeat } from '@fieldsync/protocol';
import { SILENT_MS } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { KeptCommand } from '../../../core/command-line.ts';
import { commandLines } from '../../../core/command-line.ts';
import { ATTENTION } from '../../../core/device-standing.ts';
import type { DeviceList } from '../../../fleet-ports.ts';
import type { Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';
import { alertOf, type AlertRow, alertJson } from './alert-rows.ts';

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly user_id: string;
  readonly user_name: string | null;
  readonly attention: number;
  readonly oldest: string | null;
  readonly seen: string;
  readonly reported: string | null;
  readonly skew: number | string | null;
  readonly heartbeat: Heartbeat | null;
  readonly alert: AlertRow | null;
  readonly commands: readonly KeptCommand[] | null;
}

/** As many commands of a device as a person reads. */
const COMMANDS = 5;
/** As the index has it: `devices_attention`. */
const OLDEST = sql`coalesce(d.oldest_critical_at, 'infinity'::timestamptz)`;

/**
 * Found in the index by the last row of the page before, so that a page costs the same among ten devices and among ten
 * thousand; the counts look at every row once, and at nothing that a device has written.
 */
export class DrizzleDeviceList implements DeviceList {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async page(query: DeviceQuery, now: string): Promise<DevicePage | undefined> {
    const after = query.after === undefined ? null : readPlace(query.after);
    if (after === undefined) return undefined;
    const silentBefore = new Date(Date.parse(now) - SILENT_MS).toISOString();
    const found = and([search(query.q)]);
    const where = and([search(query.q), filter(query.show, silentBefore), behind(after)]);
    const { rows } = await this.queries.execute<Row>(sql`
      with page as (
        select d.*, u.name as user_name from devices d left join auth_user u on u.id = d.user_id
        where ${where} order by d.attention, ${OLDEST}, d.last_seen, d.id limit ${query.limit + 1}
      )
      select d.id, d.user_id, d.user_name, d.attention, ${instantText('d.oldest_critical_at')} as oldest,
        ${instantText('d.last_seen')} as seen, ${instantText('d.heartbeat_at')} as reported, d.clock_skew_ms as skew,
        d.heartbeat - 'metrics' as heartbeat, ${alertJson('a', 'd')} as alert, c.commands
      from page d
        left join critical_alerts a on a.device_id = d.id and a.ended_at is null
        left join lateral (
          select json_agg(json_build_object('id', k.id, 'kind', k.kind, 'by', coalesce(k.name, ''),
            'at', ${instantText('k.created_at')}, 'doneAt', ${instantText('k.acknowledged_at')},
            'withdrawnAt', ${instantText('k.withdrawn_at')}) order by k.created_at desc, k.id desc) as commands
          from (select o.*, w.name from commands o left join auth_user w on w.id = o.created_by
            where o.device_id = d.id and o.kind <> 'override'
            order by o.created_at desc, o.id desc limit ${COMMANDS}) k
        ) c on true
      order by d.attention, ${OLDEST}, d.last_seen, d.id`);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const next = rows.length > query.limit && last !== undefined ? writePlace(last) : null;
    return { items: page.map(summary), next, counts: await this.counts(found, silentBefore) };
  }

  private async counts(found: SQL, silentBefore: string): Promise<DevicePage['counts']> {
    const within = (show: DeviceQuery['show']) =>
      sql`count(*) filter (where ${filter(show, silentBefore) ?? sql`true`})::int`;
    const { rows } = await this.queries.execute<Record<keyof DevicePage['counts'], number>>(sql`
      select ${within('all')} as all, ${within('critical')} as critical, ${within('silent')} as silent,
        ${within('held')} as held, ${within('needs')} as needs
      from devices d left join auth_user u on u.id = d.user_id where ${found}`);
    return rows[0] ?? { all: 0, critical: 0, silent: 0, held: 0, needs: 0 };
  }
}

function summary(row: Row): DeviceSummary {
  const { heartbeat, reported } = row;
  const report =
    heartbeat === null || reported === null
      ? null
      : { holdReasons: heartbeat.status.holdReasons, at: reported };
  return {
    id: row.id,
    user: { id: row.user_id, name: row.user_name ?? '' },
    lastContact: row.seen,
    reportedAt: reported,
    clockSkewMs: row.skew === null ? null : Number(row.skew),
    oldestCriticalAt: row.oldest,
    heartbeat,
    alert: row.alert === null ? null : alertOf(row.alert, { id: row.user_id, name: row.user_name ?? '' }),
    commands: [...commandLines(row.commands ?? [], report)],
  };
}

function filter(show: DeviceQuery['show'], silentBefore: string): SQL | undefined {
  switch (show) {
    case 'all':
      return undefined;
    case 'critical':
      return sql`d.attention = ${ATTENTION.critical}`;
    case 'silent':
      return sql`d.last_seen < ${silentBefore}::timestamptz`;
    case 'held':
      return sql`d.held`;
    case 'needs':
      return sql`d.needs_person`;
  }
}

function search(q: string | undefined): SQL | undefined {
  if (q === undefined || q === '') return undefined;
  const literal = q.replace(/[\\%_]/g, '\\$&');
  const id = literal.toLowerCase();
  // People have the end of an id: its beginning is a time, and phones that were set up together share it.
  return sql`(u.name ilike ${`%${literal}%`} or d.id::text like ${`${id}%`} or d.id::text like ${`%${id}`})`;
}

function and(parts: readonly (SQL | undefined)[]): SQL {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? sql`true` : sql.join(said, sql` and `);
}

/** The last row of a page: attention, oldest critical record, last contact, id. */
const placeSchema = z.tuple([
  z.number().int().min(0).max(9),
  z.iso.datetime({ precision: 3 }).nullable(),
  z.iso.datetime({ precision: 3 }),
  z.guid(),
]);
type Place = z.infer<typeof placeSchema>;

function writePlace({ attention, oldest, seen, id }: Row): string {
  const place: Place = [attention, oldest, seen, id];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Undefined for what was not written here. */
function readPlace(text: string): Place | undefined {
  try {
    return placeSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function behind(place: Place | null): SQL | undefined {
  if (place === null) return undefined;
  const [attention, oldest, seen, id] = place;
  return sql`(d.attention, ${OLDEST}, d.last_seen, d.id) > (${attention}::smallint,
    ${oldest ?? 'infinity'}::timestamptz, ${seen}::timestamptz, ${id}::uuid)`;
}
