import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';

/** Who sees records through an area. @param area SQL that gives its name */
export const areaAudience = (area: SQL): SQL => sql`('area:' || ${area})`;

export const deviceAudience = (device: string): SQL => sql`${`device:${device}`}::text`;

/**
 * The device whose conflict on a record was decided hears of it also when the record is out of its scope by now: without that
 * its edit would wait for ever [K2]. In the transaction of the decision, after the record was written.
 */
export async function tellDevice(queries: Queries, device: string, recordId: string): Promise<void> {
  await queries.execute(sql`
    insert into departures (audience, record_id, cursor)
    select ${deviceAudience(device)}, id, cursor from records where id = ${recordId}
    on conflict (audience, record_id) do update set cursor = excluded.cursor`);
}

/**
 * Part of a statement that changes records: of those that are in another area than before, the old one is told. Wants `held`
 * (id, area before) and `updated` (id, area, cursor).
 */
export const departedPart: SQL = sql`departed as (
    insert into departures (audience, record_id, cursor)
    select ${areaAudience(sql`held.area`)}, updated.id, updated.cursor from updated join held on held.id = updated.id
    where held.area is distinct from updated.area and held.area is not null
    on conflict (audience, record_id) do update set cursor = excluded.cursor
  )`;
