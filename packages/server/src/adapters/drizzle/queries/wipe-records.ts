import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { tellDevice } from './departures.ts';
import { MOST_CHANGES, ownPosition } from './feed-position.ts';
import { uuids } from './uuids.ts';

/** Where the reason of a decision that a wipe made stands. */
const WIPED = 'The record was erased.';

/**
 * Records become deleted ones without contents, each with a new place in the feed, so that every phone that may see it drops its
 * copy. The row stays: its id is never used again, and whoever sends an edit of it is told that it is gone. The values in their
 * conflicts go, too; the conflicts stay, decided, because a phone waits to hear of each.
 * At most once in a transaction, as `writeBatch`.
 */
export async function wipeRecords(queries: Queries, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  if (ids.length > MOST_CHANGES) throw new RangeError(`${ids.length} records in one transaction`);
  const sorted = uuids([...ids].sort());
  await queries.execute(sql`
    update records set version = version + 1, deleted = true, data = '{}', field_versions = '{}', updated_by = '',
      changed_at = ${at}::timestamptz, priority_reasons = '[]', choice = null, score_override = null, sector = null,
      affected_entity_id = null, refers_to = null, known_to = null, cursor = t.position, score_cursor = t.position
    from (select wanted.id, ${ownPosition} + row_number() over (order by wanted.id) as position
      from feed, unnest(${sorted}) as wanted(id)) t
    where records.id = t.id`);
  // Before the conflicts count as decided, and also where the record is out of the device's scope by now [K2].
  const { rows } = await queries.execute<{ device: string; record: string }>(sql`
    select distinct device_id as device, record_id as record from conflicts where record_id = any(${sorted})`);
  for (const { device, record } of rows) await tellDevice(queries, device, record);
  await forgetContents(queries, ids, at);
}

/** What else is kept of these records' answers, outside the records themselves. */
export async function forgetContents(queries: Queries, ids: readonly string[], at: string): Promise<void> {
  const all = uuids(ids);
  const empty = sql`(select coalesce(jsonb_object_agg(name, '{}'::jsonb), '{}') from jsonb_object_keys(fields) as name)`;
  await queries.execute(sql`
    update conflicts set fields = ${empty}, status = 'RESOLVED',
      resolved_at = coalesce(resolved_at, ${at}::timestamptz), resolved_by = coalesce(resolved_by, ''),
      resolution = jsonb_build_object('strategy', coalesce(resolution->>'strategy', 'SERVER_WINS'), 'justification', ${WIPED}::text,
        'theirs', '{"deleted": true, "answers": {}}'::jsonb, 'decided', '{"deleted": true, "answers": {}}'::jsonb,
        'version', coalesce((resolution->>'version')::int, (select version from records where records.id = record_id), version))
    where record_id = any(${all})`);
  // What was refused says why, and may name what somebody wrote.
  await queries.execute(sql`
    update operations set verdict = (verdict - 'field') || '{"message": "erased"}'
    where record_id = any(${all}) and verdict->>'status' = 'rejected'`);
  await queries.execute(sql`delete from awaited_overrides where record_id = any(${all})`);
}
