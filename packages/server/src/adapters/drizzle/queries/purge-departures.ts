import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { areaAudience } from './departures.ts';

/**
 * Removes what every phone that it is for has heard. A phone is asked again from where it last said that it is, so it has heard all up
 * to there; one that never said so, or not since the feed began anew, has heard nothing, and holds back what is for it.
 *
 * Whom a departure from an area is for: phones of accounts that have the area now. Who lost it was told that the whole area left, and
 * who gets it later gets what is in it then. A phone that does not exist yet holds no copy that would have to leave.
 *
 * Rows that somebody is just moving on are passed over: moved, they are to be heard once more.
 * @returns how many, `most` at most
 */
export async function purgeDepartures(queries: Queries, most: number): Promise<number> {
  const { rows } = await queries.execute(sql`
    with heard as materialized (
      select ${areaAudience(sql`m.area`)} as audience, min(coalesce(d.feed_position, 0)) as upto
      from account_areas m join devices d on d.user_id = m.user_id where m.since is not null group by m.area
      union all
      select 'device:' || id, coalesce(feed_position, 0) from devices
    ), over as materialized (
      select audience, record_id from departures p
      where not exists (select 1 from heard where heard.audience = p.audience and heard.upto < p.cursor)
      limit ${most} for update of p skip locked
    )
    delete from departures using over
    where departures.audience = over.audience and departures.record_id = over.record_id returning 1`);
  return rows.length;
}
