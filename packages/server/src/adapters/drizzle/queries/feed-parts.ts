import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { FeedScope } from '../../../ports.ts';
import { areaAudience, deviceAudience } from './departures.ts';

interface Page {
  readonly device: string;
  readonly fetched: number;
  /** Of the cursor that was asked from, also where that means nothing here. */
  readonly position: SQL;
  readonly everything: boolean;
  /** Without them there is only what is the person's own. */
  readonly areas: boolean;
}

/**
 * What a page of the feed is put together from: each part `id`, `place`, `back` and `gone`, no more than a page of it, found in an
 * index. Wants `here` (where the puller is, and up to where it may go) and `mine` (its areas) under their names.
 */
export function feedParts(scope: FeedScope, page: Page): readonly SQL[] {
  const { device, fetched, areas } = page;
  const notSpared = sql`not ${isSpared(page)}`;
  const found = sql`select id, cursor as place, null::bigint as back, false as gone from records`;
  if (scope.kind === 'all')
    return [
      sql`(${found} where cursor > here.position and cursor <= here.upto and ${notSpared} order by cursor limit ${fetched})`,
    ];
  const { userId } = scope;
  const others = sql`created_by <> ${userId}`;
  const ofArea = sql`from mine cross join lateral`;
  const own = sql`(${found} where ${within('created_by', sql`${userId}::text`, AHEAD)} and ${notSpared}
      order by created_by, cursor limit ${fetched})`;
  if (!areas) return [own];
  return [
    own,
    // Of others, in each area that was assigned before. Also what the device wrote itself: it may be in another area since.
    sql`(select each.* ${ofArea} (
        ${found} where ${within('area', sql`mine.area`, AHEAD)} and ${others}
        order by area, cursor limit ${fetched}) each
      where mine.since <= here.position)`,
    // Of areas that are assigned at the turn: what is older than that.
    sql`(select each.id, here.turn, each.place, false ${ofArea} (
        ${found} where ${within('area', sql`mine.area`, OLDER)} and ${others}
        order by area, cursor limit ${fetched}) each
      where mine.since = here.turn)`,
    // Out of the scope: it left an area that was assigned before, or this device's conflict on it was decided.
    sql`(select gone.record_id, gone.cursor, null, true from (
        select ${areaAudience(sql`area`)} as audience from mine where since <= here.position
        union all select ${deviceAudience(device)}
      ) told cross join lateral (
        select d.record_id, d.cursor from departures d join records on records.id = d.record_id
        where ${within('d.audience', sql`told.audience`, AHEAD, 'd.cursor')}
          and ${others} and not exists (select 1 from mine where mine.area = records.area and mine.since is not null)
        order by d.audience, d.cursor limit ${fetched}) gone)`,
  ];
}

interface Bounds {
  readonly after: SQL;
  readonly upTo: SQL;
}

const AHEAD: Bounds = { after: sql`here.position`, upTo: sql`here.upto` };
const OLDER: Bounds = { after: sql`coalesce(here.back, 0)`, upTo: sql`here.turn` };

/**
 * As pairs, so that only an index on both can be used: Postgres cannot know how far back a puller is, and would go through
 * everybody's changes since then.
 */
function within(column: string, value: SQL, { after, upTo }: Bounds, cursor = 'cursor'): SQL {
  const pair = sql.raw(`(${column}, ${cursor})`);
  return sql`${pair} > (${value}, ${after}) and ${pair} <= (${value}, ${upTo})`;
}

/**
 * What a device wrote itself and has whole, unless its score has changed by itself since, and except on a walk from the beginning.
 * A record on which a conflict of the device's own was decided is never spared it: what it wrote on top of the decision
 * may have come before it heard of it, and it would wait for ever [K2].
 */
function isSpared({ device, position, everything }: Page): SQL {
  return sql`(known_to is not distinct from ${device}::uuid and here.valid and not ${everything}::boolean
    and score_cursor <= ${position} and not exists (select 1 from conflicts k where ${decidedFor(device, 'records')}))`;
}

/** Decided conflicts of the device on the record of the row. */
export function decidedFor(device: string, record: 'records' | 'r'): SQL {
  return sql`k.record_id = ${sql.raw(record)}.id and k.device_id = ${device}::uuid and k.status = 'RESOLVED'`;
}
