import { sql } from 'drizzle-orm';
import type { RecordWrite } from '../../../core/batch.ts';
import type { Queries } from '../../database.ts';
import { VersionMoved } from './version-moved.ts';

/**
 * Writes the new state of records and gives each its place in the feed. ONE statement for all of them, and the LAST of
 * its transaction: from here until the commit the counter row is locked, and every other writer waits for it.
 *
 * A record that another transaction made meanwhile violates the primary key; one that it changed does not carry the
 * version that was loaded. Either way nothing is written and the caller starts over.
 *
 * A score that changed by itself moves along with the record while its writer has not heard of it: the record is taken out
 * of the place where the feed would have told.
 * @param heardUpTo position up to which the writing device has read the feed
 */
export async function writeRecords(
  queries: Queries,
  writes: readonly RecordWrite[],
  heardUpTo = 0,
): Promise<void> {
  if (writes.length === 0) return;
  // Inserted in the order of ids, so that two transactions that make the same records cannot hold each other.
  const ordered = [...writes].sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
  const rows = JSON.stringify(
    ordered.map(({ before, record }, index) => ({ ...record, before, place: index + 1 })),
  );
  const written = await queries.execute<{ id: string }>(sql`
    with counter as (
      update feed_counter set last = last + ${writes.length} where id = 1 returning last - ${writes.length} as base
    ), incoming as (
      select counter.base + place as cursor, t.* from counter, jsonb_to_recordset(${rows}::jsonb) as t(
        id uuid, before int, place int, type text, version int, data jsonb, "fieldVersions" jsonb, deleted boolean,
        "createdBy" text, "updatedBy" text, "capturedAt" timestamptz, "receivedAt" timestamptz, "changedAt" timestamptz,
        score smallint, "priorityReasons" jsonb, choice text, "scoreOverride" jsonb, sector text,
        "affectedEntityId" uuid, "refersTo" uuid, "knownTo" uuid)
    ), updated as (
      update records set version = t.version, data = t.data, field_versions = t."fieldVersions", deleted = t.deleted,
        updated_by = t."updatedBy", changed_at = t."changedAt", score = t.score,
        priority_reasons = t."priorityReasons", choice = t.choice, score_override = t."scoreOverride",
        sector = t.sector, affected_entity_id = t."affectedEntityId", refers_to = t."refersTo",
        known_to = t."knownTo", cursor = t.cursor,
        score_cursor = case when records.score_cursor > ${heardUpTo}::bigint then t.cursor else records.score_cursor end
      from incoming t where records.id = t.id and records.version = t.before
      returning records.id
    ), inserted as (
      insert into records (id, type, version, data, field_versions, deleted, created_by, updated_by, captured_at,
        received_at, changed_at, score, priority_reasons, choice, score_override, sector, affected_entity_id,
        refers_to, known_to, cursor, score_cursor)
      select id, type, version, data, "fieldVersions", deleted, "createdBy", "updatedBy", "capturedAt", "receivedAt",
        "changedAt", score, "priorityReasons", choice, "scoreOverride", sector, "affectedEntityId", "refersTo", "knownTo", cursor,
        case when "scoreOverride" is null then 0 else cursor end
      from incoming where before = 0 order by id
      returning id
    )
    select id from updated union all select id from inserted`);
  if (written.rows.length !== writes.length) throw new VersionMoved();
}
