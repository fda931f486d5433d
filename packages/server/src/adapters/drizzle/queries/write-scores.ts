import { sql } from 'drizzle-orm';
import type { Rescored } from '../../../core/rescore-record.ts';
import type { Queries } from '../../database.ts';
import { VersionMoved } from './version-moved.ts';

/**
 * Writes scores alone: no version rises, because no answer is another; each record gets its place in the feed and is known
 * to nobody, so that every phone that may see it hears of it. The LAST statement of its transaction, as `writeRecords`.
 * @throws VersionMoved when a record is at another version: nothing is to be written then
 */
export async function writeScores(queries: Queries, rescored: readonly Rescored[]): Promise<void> {
  if (rescored.length === 0) return;
  const rows = JSON.stringify(rescored.map((one, index) => ({ ...one, place: index + 1 })));
  const written = await queries.execute<{ id: string }>(sql`
    with counter as (
      update feed_counter set last = last + ${rescored.length} where id = 1
      returning last - ${rescored.length} as base
    ), incoming as (
      select counter.base + place as cursor, t.* from counter, jsonb_to_recordset(${rows}::jsonb) as t(
        id uuid, place int, version int, score smallint, "priorityReasons" jsonb, "scoreOverride" jsonb)
    )
    update records set score = t.score, priority_reasons = t."priorityReasons",
      score_override = t."scoreOverride", known_to = null, cursor = t.cursor, score_cursor = t.cursor
    from incoming t where records.id = t.id and records.version = t.version
    returning records.id`);
  if (written.rows.length !== rescored.length) throw new VersionMoved();
}
