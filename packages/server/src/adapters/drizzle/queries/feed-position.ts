/**
 * Where a change lies in the feed, and up to where the feed may be read [R1].
 *
 * A position is made of the number of the transaction that wrote the change and the change's place in it. A plain sequence
 * would not do: numbers are given out in one order and committed in another, and a puller that passed the later one missed
 * the earlier (thousands of rows under eight writers). A locked counter row would, but each writer then waits for the one
 * before it, disk and all. Postgres knows which transactions still run: every change of a transaction older than the
 * oldest running one is there to be read, or will never be. Up to that horizon a puller may go, and no writer waits for
 * another.
 */
import { sql } from 'drizzle-orm';

/** Changes of one transaction; places are counted from 1. The largest exchange has 200 operations. */
export const MOST_CHANGES = 255;

/** Position of place 0 of the transaction in which this runs. Wants the row of `feed` under its name. */
export const ownPosition = sql.raw('(feed.base + (pg_current_xact_id()::text::bigint << 8))');

/** The last position that may be read in the snapshot of the statement in which this runs. */
export const horizon = sql.raw(
  '(feed.base + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 8) - 1)',
);
