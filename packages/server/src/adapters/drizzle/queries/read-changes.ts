import type { Change, RecordData, RecordId, RecordType } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { PlacedChange } from '../../../core/change-page.ts';
import { cutPage } from '../../../core/change-page.ts';
import { feedStart, parseCursor } from '../../../core/cursor.ts';
import type { ChangePage, ChangeQuery } from '../../../ports.ts';
import type { Queries } from '../../database.ts';

interface Row extends Record<string, unknown> {
  readonly epoch: string;
  readonly last: number | string;
  /** Null when nothing was found: the counter's row comes alone. */
  readonly cursor: number | string | null;
  readonly id: string;
  readonly type: RecordType;
  readonly version: number;
  readonly data: RecordData;
  readonly deleted: boolean;
  readonly score: number;
  readonly captured_at: string;
  readonly created_by: string;
  readonly restored_version: number | null;
}

/** No record is smaller as JSON; a small page does not load 500 rows to send three. */
const SMALLEST_CHANGE_BYTES = 100;

/**
 * Counter and records in ONE statement, so in one snapshot: every change up to `last` that is not among the rows is not
 * the puller's, and the cursor may go past it [R1]. The counter is named by its key: without that Postgres reckons with a
 * thousand of them and compiles the query first, which took 80 ms of the 81.
 */
export async function readChanges(queries: Queries, query: ChangeQuery): Promise<ChangePage> {
  const { scope, device, user, after, limit, limitBytes } = query;
  const asked = after === null ? undefined : parseCursor(after);
  const fetched = Math.min(limit, Math.ceil(limitBytes / SMALLEST_CHANGE_BYTES) + 1) + 1;
  const mine = scope.kind === 'all' ? sql`` : sql`and created_by = ${scope.userId}`;
  const { rows } = await queries.execute<Row>(sql`
    select c.epoch, c.last, r.* from feed_counter c left join lateral (
      select cursor, id, type, version, case when deleted then null else data end as data, deleted, score, created_by, restored_version,
        to_char(captured_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as captured_at
      from records
      where cursor > case
          when c.epoch = ${asked?.epoch ?? ''} and c.last >= ${asked?.position ?? 0}::bigint
          then ${asked?.position ?? 0}::bigint else 0 end
        ${mine}
        and (known_to is distinct from ${device}::uuid or ${asked?.everything ?? true}
          or c.epoch <> ${asked?.epoch ?? ''} or c.last < ${asked?.position ?? 0}::bigint)
      order by cursor limit ${fetched}
    ) r on true
    where c.id = 1
    order by r.cursor`);
  const [first] = rows;
  if (first === undefined) throw new Error('the feed has no counter row');
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
  return { ...page, restarted: start.restarted };
}

function placedChange(row: Row, user: string, everything: boolean): PlacedChange[] {
  if (row.cursor === null) return [];
  const change: Change = {
    id: row.id as RecordId,
    type: row.type,
    version: row.version,
    data: row.deleted ? null : row.data,
    score: row.score,
    capturedAt: row.captured_at,
    ...(everything && row.restored_version !== null ? { restored: row.restored_version } : {}),
    ...(row.created_by === user ? {} : { others: true }),
  };
  return [{ position: Number(row.cursor), change }];
}
