import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';

/**
 * Begins a new epoch: every device fetches its records again. To be done after a backup was restored, because the
 * positions since the backup are given out a second time and old cursors would pass over them [R1].
 */
export async function restartFeed(queries: Queries): Promise<void> {
  await queries.execute(
    sql`update feed_counter set epoch = left(replace(gen_random_uuid()::text, '-', ''), 8) where id = 1`,
  );
}
