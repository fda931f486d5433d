import { sql } from 'drizzle-orm';
import type { Rescored } from '../../../core/rescore-record.ts';
import type { Queries } from '../../database.ts';
import { MOST_CHANGES, ownPosition } from './feed-position.ts';

/**
 * Writes scores alone: no version rises, because no answer is another; each record gets its place in the feed and is known
 * to nobody, so that every phone that may see it hears of it. At most once in a transaction, as `writeBatch`, and like it a race
 * (division by zero) when a record is at another version.
 */
export async function writeScores(queries: Queries, rescored: readonly Rescored[]): Promise<void> {
  if (rescored.length === 0) return;
  const rows = JSON.stringify(rescored.map((one, index) => ({ ...one, place: index + 1 })));
  if (rescored.length > MOST_CHANGES) throw new RangeError(`${rescored.length} scores in one transaction`);
  await queries.execute(sql`
    with incoming as materialized (
      select ${ownPosition} + place as cursor, t.* from feed, jsonb_to_recordset(${rows}::jsonb) as t(
        id uuid, place int, version int, score smallint, "priorityReasons" jsonb, "scoreOverride" jsonb)
    ), updated as (
      update records set score = t.score, priority_reasons = t."priorityReasons",
      score_override = t."scoreOverride", known_to = null, cursor = t.cursor, score_cursor = t.cursor
    from incoming t where records.id = t.id and records.version = t.version
      returning records.id
    )
    select 1 / (case when (select count(*) from updated) = ${rescored.length} then 1 else 0 end)`);
}
