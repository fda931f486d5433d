import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { ownPosition } from './feed-position.ts';

export interface Assignment {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Gives an account these areas and no others, at the position of the transaction in which this runs: pullers behind it get the
 * older records of what came, and are told of what went. An area that stays keeps its position, and nothing is given twice.
 */
export async function assignAreas(
  queries: Queries,
  userId: string,
  areas: readonly string[],
): Promise<Assignment> {
  const { rows } = await queries.execute<{ area: string; since: string | null }>(sql`
    with here as (select ${ownPosition} + 1 as position from feed where id = 1),
    wanted as (select distinct area from jsonb_array_elements_text(${JSON.stringify(areas)}::jsonb) as t(area)),
    gone as (
      update account_areas m set left_at = here.position, since = null from here
      where m.user_id = ${userId} and m.since is not null and m.area not in (select area from wanted)
      returning m.area, m.since::text as since
    ), come as (
      insert into account_areas as m (user_id, area, since)
      select ${userId}, wanted.area, here.position from wanted, here
      on conflict (user_id, area) do update set since = excluded.since where m.since is null
      returning m.area, m.since::text as since
    )
    select * from gone union all select * from come order by area`);
  const named = (came: boolean) =>
    rows.filter(({ since }) => (since !== null) === came).map(({ area }) => area);
  return { added: named(true), removed: named(false) };
}
