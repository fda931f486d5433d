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
}

/**
 * What a page of the feed is put together from: each part `id`, `place`, `back` and `gone`, no more than a page of it, found in an
 * index. Wants `here` (where the puller is, and up to where it may go) and `mine` (its areas) under their names.
 */
export function feedParts(scope: FeedScope, page: Page): readonly SQL[] {
  const { device, fetched } = page;
  const ahead = sql`cursor > here.position and cursor <= here.upto and not ${isSpared(page)}`;
  const found = sql`select id, cursor as place, null::bigint as back, false as gone from records`;
  const paged = sql`order by cursor limit ${fetched}`;
  if (scope.kind === 'all') return [sql`(${found} where ${ahead} ${paged})`];
  const { userId } = scope;
  return [
    sql`(${found} where created_by = ${userId} and ${ahead} ${paged})`,
    // Of others, in each area that was assigned before.
    sql`(select each.* from mine cross join lateral (
        ${found} where area = mine.area and created_by <> ${userId} and ${ahead} ${paged}) each
      where mine.since <= here.position)`,
    // Of areas that are assigned at the turn: what is older than that.
    sql`(select each.id, here.turn, each.place, false from mine cross join lateral (
        ${found} where area = mine.area and created_by <> ${userId}
          and cursor > coalesce(here.back, 0) and cursor <= here.turn ${paged}) each
      where mine.since = here.turn)`,
    // Out of the scope: it left an area that was assigned before, or this device's conflict on it was decided.
    sql`(select gone.record_id, gone.cursor, null, true from (
        select ${areaAudience(sql`area`)} as audience from mine where since <= here.position
        union all select ${deviceAudience(device)}
      ) told cross join lateral (
        select d.record_id, d.cursor from departures d join records on records.id = d.record_id
        where d.audience = told.audience and d.cursor > here.position and d.cursor <= here.upto
          and not (created_by = ${userId} or exists (
            select 1 from mine where mine.area = records.area and mine.since is not null))
        order by d.cursor limit ${fetched}) gone)`,
  ];
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
