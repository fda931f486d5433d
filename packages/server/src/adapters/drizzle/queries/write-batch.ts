import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Batch, BatchWrites, LedgerEntry, RecordWrite } from '../../../core/batch.ts';
import type { OpenedConflict } from '../../../core/conflict.ts';
import type { NewJob } from '../../../core/job.ts';
import { MIDDLE_SCORE, TELLS_OF } from '../../../core/job.ts';
import type { StoredRecord } from '../../../core/stored-record.ts';
import type { Queries } from '../../database.ts';
import { departedPart } from './departures.ts';
import { MOST_CHANGES, ownPosition } from './feed-position.ts';
import { keepsPlan } from './keeps-plan.ts';
import { RowsAsJson } from './rows-as-json.ts';

/**
 * Writes everything that came of a batch, in ONE statement and so in one transaction, whoever began it: a round trip costs
 * more than most of what is done in it. At most once in a transaction when records are among it (positions in the feed).
 *
 * An operation that is in the ledger already, and a record that another transaction made meanwhile, violate a primary key;
 * a record that another one changed does not carry the version that was loaded, or the score that was set by hand, which raises
 * no version: then the statement divides by zero. In each case nothing is written: see `inRaces`.
 *
 * @returns how many jobs were left: what nobody outside wants to be told of is none
 */
export async function writeBatch(
  queries: Queries,
  writes: BatchWrites,
  { now, heardUpTo = 0 }: Pick<Batch, 'now' | 'heardUpTo'>,
): Promise<{ readonly jobs: number }> {
  const { ledger, records, conflicts, jobs } = writes;
  if (records.length > MOST_CHANGES) throw new RangeError(`${records.length} records in one transaction`);
  const parts = [
    ...(ledger.length > 0 ? [ledgerPart(ledger)] : []),
    ...(conflicts.length > 0 ? [conflictsPart(conflicts)] : []),
    ...(jobs.length > 0 ? [jobsPart(jobs, now)] : []),
    ...(records.length > 0 ? [recordsPart(records, heardUpTo)] : []),
  ];
  if (parts.length === 0) return { jobs: 0 };
  const whole =
    records.length === 0 ? sql`1` : sql`1 / (case when ${countRecords(records)} then 1 else 0 end)`;
  const left = jobs.length === 0 ? sql`0` : sql`(select count(*)::int from left_over)`;
  // An update is joined with what is there: its plan must go by how much that is.
  const kept = records.some(({ before }) => before > 0) ? sql`` : keepsPlan;
  const { rows } = await queries.execute<{ jobs: number }>(
    sql`${kept} with ${sql.join(parts, sql`, `)} select ${whole} as whole, ${left} as jobs`,
  );
  return { jobs: rows[0]?.jobs ?? 0 };
}

const LEDGER = new RowsAsJson<keyof LedgerEntry>({
  id: 'uuid',
  deviceId: 'uuid',
  actorId: 'text',
  recordId: 'uuid',
  action: 'text',
  verdict: 'jsonb',
  receivedAt: 'timestamptz',
});

function ledgerPart(entries: readonly LedgerEntry[]): SQL {
  return sql`entered as (
    insert into operations (id, device_id, actor_id, record_id, action, verdict, received_at)
    select id, "deviceId", "actorId", "recordId", action, verdict, "receivedAt"
    from (select ${LEDGER.columns} from ${LEDGER.from(entries, (entry, name) => entry[name])}) as entry
    order by id)`;
}

function conflictsPart(opened: readonly OpenedConflict[]): SQL {
  return sql`opened as (
    insert into conflicts (id, record_id, device_id, actor_id, kind, base, version, fields, severity, status,
      captured_at, created_at)
    select id, "recordId", "deviceId", "actorId", kind, base, version, fields, severity, 'OPEN', "capturedAt", "createdAt"
    from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb) as t(
      id uuid, "recordId" uuid, "deviceId" uuid, "actorId" text, kind text, base int, version int, fields jsonb,
      severity text, "capturedAt" timestamptz, "createdAt" timestamptz))`;
}

/** Leaves work for after the commit, as far as somebody wants it done. */
function jobsPart(jobs: readonly NewJob[], now: string): SQL {
  return sql`left_over as (
    insert into job_outbox (kind, payload, score, created_at)
    select kind, payload, coalesce(score, ${MIDDLE_SCORE}), ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as t(kind text, payload jsonb, score smallint)
    where ${isWanted} returning id)`;
}

/** Of a job `t`. A claim and an end are two more commits each, mostly to find that nobody is to be told. */
const isWanted: SQL = sql`(not ${JSON.stringify(TELLS_OF)}::jsonb ? kind or exists (
      select 1 from webhooks where is_active and ${JSON.stringify(TELLS_OF)}::jsonb ->> kind = any(events)))`;

const RECORDS = new RowsAsJson<keyof StoredRecord | 'before' | 'place'>({
  id: 'uuid',
  before: 'int',
  place: 'int',
  type: 'text',
  version: 'int',
  data: 'jsonb',
  fieldVersions: 'jsonb',
  deleted: 'boolean',
  createdBy: 'text',
  updatedBy: 'text',
  capturedAt: 'timestamptz',
  receivedAt: 'timestamptz',
  changedAt: 'timestamptz',
  score: 'smallint',
  priorityReasons: 'jsonb',
  choice: 'text',
  scoreOverride: 'jsonb',
  sector: 'text',
  affectedEntityId: 'uuid',
  refersTo: 'uuid',
  knownTo: 'uuid',
});

/** Both in the order of ids, so that two transactions that write the same records cannot hold each other. */
function recordsPart(writes: readonly RecordWrite[], heardUpTo: number): SQL {
  const placed = [...writes]
    .sort((a, b) => (a.record.id < b.record.id ? -1 : 1))
    .map(({ before, record }, index) => ({ before, record, place: index + 1 }));
  const rows = RECORDS.from(placed, ({ before, record, place }, name) =>
    name === 'before' ? before : name === 'place' ? place : record[name],
  );
  const arrived = writes.some(({ before, record }) => before === 0 && record.scoreOverride !== null);
  return sql`incoming as materialized (
    select ${ownPosition} + place as cursor, t.* from feed, (select ${RECORDS.columns} from ${rows}) as t
  )${writes.some(({ before }) => before > 0) ? sql`, ${updatedPart(heardUpTo)}` : sql``}${
    writes.some(({ before }) => before === 0) ? sql`, ${insertedPart}` : sql``
  }${arrived ? sql`, ${arrivedPart}` : sql``}`;
}

/** The area of the place that a record is about; it follows from the answers. */
const areaOfPlace = sql`(select lga from affected_entities e where e.id = t."affectedEntityId")`;

/**
 * A score that changed by itself moves along with the record while its writer has not heard of it: the record is taken out
 * of the place where the feed would have told.
 * @param heardUpTo position up to which the writing device has read the feed
 */
const updatedPart = (heardUpTo: number): SQL => sql`held as (
    select records.id, records.area from records join incoming on incoming.id = records.id and incoming.before > 0
    order by records.id for update of records
  ), updated as (
    update records set version = t.version, data = t.data, field_versions = t."fieldVersions", deleted = t.deleted,
      updated_by = t."updatedBy", changed_at = t."changedAt", score = t.score,
      priority_reasons = t."priorityReasons", choice = t.choice, score_override = t."scoreOverride",
      sector = t.sector, affected_entity_id = t."affectedEntityId", area = ${areaOfPlace}, refers_to = t."refersTo",
      known_to = t."knownTo", cursor = t.cursor,
      score_cursor = case when records.score_cursor > ${heardUpTo}::bigint then t.cursor else records.score_cursor end
    from incoming t, (select count(*) from held) as all_held
    where records.id = t.id and records.version = t.before and t.before > 0
      and records.score_override is not distinct from t."scoreOverride"
    returning records.id, records.area, records.cursor
  ), ${departedPart}`;

const insertedPart = sql`inserted as (
    insert into records (id, type, version, data, field_versions, deleted, created_by, updated_by, captured_at,
      received_at, changed_at, score, priority_reasons, choice, score_override, sector, affected_entity_id,
      area, refers_to, known_to, cursor, score_cursor)
    select id, type, version, data, "fieldVersions", deleted, "createdBy", "updatedBy", "capturedAt", "receivedAt",
      "changedAt", score, "priorityReasons", choice, "scoreOverride", sector, "affectedEntityId", ${areaOfPlace}, "refersTo", "knownTo", cursor,
      case when "scoreOverride" is null then 0 else cursor end
    from incoming t where before = 0 order by id
    returning id
  )`;

/** Scores that waited for these records are part of them now. */
const arrivedPart = sql`arrived as (
    delete from awaited_overrides a using incoming t where a.record_id = t.id and t.before = 0 and t."scoreOverride" is not null
  )`;

/** True when every record was written as it was judged. */
function countRecords(writes: readonly RecordWrite[]): SQL {
  const updates = writes.filter(({ before }) => before > 0).length;
  const inserts = writes.length - updates;
  return sql.join(
    [
      ...(updates > 0 ? [sql`(select count(*) from updated) = ${updates}`] : []),
      ...(inserts > 0 ? [sql`(select count(*) from inserted) = ${inserts}`] : []),
    ],
    sql` and `,
  );
}
