import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { ownPosition } from './feed-position.ts';

/** Where something last happened in the feed. */
const latest = sql`coalesce(greatest((select max(cursor) from records), (select max(cursor) from departures),
  (select max(greatest(since, left_at)) from account_areas)), 0)`;

/**
 * Begins a new epoch: every device fetches its records again. To be done after a backup was restored, because the
 * positions since the backup are given out a second time and old cursors would pass over them [R1]. New changes come after
 * all that are there, however few transactions this Postgres has seen yet.
 */
export async function restartFeed(queries: Queries): Promise<void> {
  await queries.execute(
    sql`update feed set epoch = left(replace(gen_random_uuid()::text, '-', ''), 8),
      base = base + greatest(0, ${latest} - ${ownPosition}) where id = 1`,
  );
  await queries.execute(sql`update devices set feed_position = null where feed_position is not null`);
}
