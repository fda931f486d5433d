import type {
  Change,
  ManualOverride,
  RecordData,
  RecordId,
  RecordType,
  Settlement,
} from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PlacedChange } from '../../../core/change-page.ts';
import { cutPage } from '../../../core/change-page.ts';
import { feedStart, parseCursor } from '../../../core/cursor.ts';
import type { ChangePage, ChangeQuery } from '../../../ports.ts';
import type { Queries } from '../../database.ts';
import { horizon } from './feed-position.ts';

interface Row extends Record<string, unknown> {
  readonly epoch: string;
  readonly last: number | string;
  /** Null when nothing was found: the feed's row comes alone. */
  readonly cursor: number | string | null;
  readonly id: string;
  readonly type: RecordType;
  readonly version: number;
  readonly data: RecordData;
  readonly deleted: boolean;
  readonly score: number;
  readonly score_override: ManualOverride | null;
  /** Its score has changed by itself since. */
  readonly rescored: boolean;
  readonly captured_at: string;
  readonly created_by: string;
  readonly restored_version: number | null;
  /** Null when this device has had no conflict on it. */
  readonly settled: Settlement[] | null;
}

/** No record is smaller as JSON; a small page does not load 500 rows to send three. */
const SMALLEST_CHANGE_BYTES = 100;

/**
 * Horizon and records in ONE statement, so in one snapshot: every change up to the horizon that is not among the rows is
 * not the puller's, and the cursor may go past it [R1]. The feed's row is named by its key: without that Postgres reckons
 * with a thousand of them and compiles the query first, which took 80 ms of the 81.
 *
 * A record on which a conflict of the device's own was decided is never spared it: what it wrote on top of the decision
 * may have come before it heard of it, and it would wait for ever [K2].
 */
export async function readChanges(queries: Queries, query: ChangeQuery): Promise<ChangePage> {
  const { scope, device, user, after, limit, limitBytes } = query;
  const asked = after === null ? undefined : parseCursor(after);
  const fetched = Math.min(limit, Math.ceil(limitBytes / SMALLEST_CHANGE_BYTES) + 1) + 1;
  const mine = scope.kind === 'all' ? sql`` : sql`and created_by = ${scope.userId}`;
  const { rows } = await queries.execute<Row>(sql`
    select feed.epoch, ${horizon} as last, r.* from feed left join lateral (
      select cursor, id, type, version, case when deleted then null else data end as data, deleted, score, score_override, created_by, restored_version,
        score_cursor > ${asked?.position ?? 0}::bigint as rescored,
        to_char(captured_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as captured_at,
        ${settledOf(device)} as settled
      from records
      where cursor > case
          when feed.epoch = ${asked?.epoch ?? ''} and ${horizon} >= ${asked?.position ?? 0}::bigint
          then ${asked?.position ?? 0}::bigint else 0 end
        and cursor <= ${horizon}
        ${mine}
        and (known_to is distinct from ${device}::uuid or ${asked?.everything ?? true}
          or feed.epoch <> ${asked?.epoch ?? ''} or ${horizon} < ${asked?.position ?? 0}::bigint
          or score_cursor > ${asked?.position ?? 0}::bigint
          or exists (select 1 from conflicts k where ${decidedFor(device)}))
      order by cursor limit ${fetched}
    ) r on true
    where feed.id = 1
    order by r.cursor`);
  const [first] = rows;
  if (first === undefined) throw new Error('the feed has no row');
  const head = { epoch: first.epoch, position: Number(first.last) };
  const start = feedStart(after, head);
  const found = rows.flatMap((row) => placedChange(row, user, start.everything));
  const page = cutPage({
    found,
    complete: found.length < fetched,
    start,
    head,
    limit,
    limitBytes,
    sizeOf: (change) => Buffer.byteLength(JSON.stringify(change)),
  });
  const rescored = new Set(rows.filter((row) => row.rescored).map(({ id }) => id));
  return { ...page, restarted: start.restarted, rescored };
}

/** Decided conflicts of the device on the record of the row. */
function decidedFor(device: string): SQL {
  return sql`k.record_id = records.id and k.device_id = ${device}::uuid and k.status = 'RESOLVED'`;
}

function settledOf(device: string): SQL {
  return sql`(
    select jsonb_agg(jsonb_build_object(
        'operation', k.id, 'strategy', k.resolution->'strategy', 'by', coalesce(u.name, ''),
        'at', to_char(k.resolved_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'justification', k.resolution->'justification',
        'fields', (select coalesce(jsonb_agg(f order by f collate "C"), '[]') from jsonb_object_keys(k.fields) f)
      ) order by k.created_at, k.id)
    from conflicts k left join auth_user u on u.id = k.resolved_by where ${decidedFor(device)})`;
}

function placedChange(row: Row, user: string, everything: boolean): PlacedChange[] {
  if (row.cursor === null) return [];
  const change: Change = {
    id: row.id as RecordId,
    type: row.type,
    version: row.version,
    data: row.deleted ? null : row.data,
    score: row.score,
    ...(row.score_override === null ? {} : { override: row.score_override }),
    capturedAt: row.captured_at,
    ...(everything && row.restored_version !== null ? { restored: row.restored_version } : {}),
    ...(row.created_by === user ? {} : { others: true }),
    ...(row.settled === null ? {} : { settled: row.settled }),
  };
  return [{ position: Number(row.cursor), change }];
}
