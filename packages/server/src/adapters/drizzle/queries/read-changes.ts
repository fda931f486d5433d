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
import { decidedFor, feedParts } from './feed-parts.ts';
import { horizon } from './feed-position.ts';

interface Row extends Record<string, unknown> {
  readonly epoch: string;
  readonly last: number | string;
  /** Where the account's areas change next; null: nowhere. */
  readonly turn: number | string | null;
  readonly areas_left: readonly string[] | null;
  /** The account has areas, or had. */
  readonly has_areas: boolean;
  /** Null when nothing was found: the feed's row comes alone. */
  readonly place: number | string | null;
  readonly back: number | string | null;
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
  readonly area: string | null;
  /** It is out of the scope: nothing of it is told. */
  readonly gone: boolean;
  readonly restored_version: number | null;
  /** Null when this device has had no conflict on it. */
  readonly settled: Settlement[] | null;
}

/** No record is smaller as JSON; a small page does not load 500 rows to send three. */
const SMALLEST_CHANGE_BYTES = 100;

/** Accounts that have or had areas, as far as this process has met them. Their rows stay, so that it never becomes untrue. */
const withAreas = new WeakMap<Queries, Set<string>>();

/**
 * Horizon, scope and records in ONE statement, so in one snapshot: every change up to the horizon that is not among the rows is
 * not the puller's, and the cursor may go past it [R1]. The feed's row is named by its key: without that Postgres reckons
 * with a thousand of them and compiles the query first, which took 80 ms of the 81.
 *
 * Where the account's areas changed is a position in the feed, too. A page goes up to the next such turn: to there with the areas
 * that were the account's before, and at the turn with the older records of those that came. Each part is read from an index, from
 * where the puller is and no further than a page.
 *
 * Most accounts have no areas, and planning for them costs more than reading: they are asked about their own records, and in the
 * same snapshot whether that is all.
 */
export async function readChanges(queries: Queries, query: ChangeQuery): Promise<ChangePage> {
  const { scope } = query;
  if (scope.kind === 'all') return (await readPage(queries, query, false)).page;
  const met = withAreas.get(queries) ?? new Set<string>();
  withAreas.set(queries, met);
  if (!met.has(scope.userId)) {
    const { page, hasAreas } = await readPage(queries, query, false);
    if (!hasAreas) return page;
    met.add(scope.userId);
  }
  return (await readPage(queries, query, true)).page;
}

async function readPage(
  queries: Queries,
  { scope, device, user, after, limit, limitBytes }: ChangeQuery,
  areas: boolean,
): Promise<{ readonly page: ChangePage; readonly hasAreas: boolean }> {
  const asked = after === null ? undefined : parseCursor(after);
  const fetched = Math.min(limit, Math.ceil(limitBytes / SMALLEST_CHANGE_BYTES) + 1) + 1;
  const position = sql`${asked?.position ?? 0}::bigint`;
  const everything = asked?.everything ?? true;
  const parts = feedParts(scope, { device, fetched, position, everything, areas });
  const account = scope.kind === 'all' ? '' : scope.userId;
  const here = areas
    ? areasOf(account)
    : sql`here as materialized (select at.*, null::bigint as turn, last as upto from at)`;
  const { rows } = await queries.execute<Row>(sql`
    with at as materialized (
      select epoch, last, valid, case when valid then ${position} else 0 end as position,
        case when valid then ${asked?.back ?? null}::bigint end as back
      from (select epoch, ${horizon} as last,
          epoch = ${asked?.epoch ?? ''} and ${horizon} >= ${position} as valid
        from feed where id = 1) as head
    ), ${here}
    select here.epoch, here.last, here.turn, ${areas ? LEFT : sql`null`} as areas_left,
      exists (select 1 from account_areas where user_id = ${account}) as has_areas,
      p.place, p.back, p.gone, r.id, r.type, r.version, case when r.deleted or p.gone then null else r.data end as data,
      r.deleted, r.score, r.score_override, r.created_by, r.area, r.restored_version,
      r.score_cursor > ${position} as rescored,
      to_char(r.captured_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as captured_at,
      ${settledOf(device)} as settled
    from here left join lateral (
      select * from (${sql.join([...parts], sql` union all `)}) as found
      order by place, back nulls first limit ${fetched}
    ) p on true left join records r on r.id = p.id
    order by p.place, p.back nulls first`);
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
    turn: first.turn === null ? undefined : { position: Number(first.turn), left: first.areas_left ?? [] },
    limit,
    limitBytes,
    sizeOf: (change) => Buffer.byteLength(JSON.stringify(change)),
  });
  const rescored = new Set(rows.filter((row) => row.rescored).map(({ id }) => id));
  return { page: { ...page, restarted: start.restarted, rescored }, hasAreas: first.has_areas };
}

/** The account's areas, and up to where this page may go. */
const areasOf = (account: string): SQL => sql`mine as materialized (
      select area, since, left_at from account_areas where user_id = ${account}
    ), turn as materialized (
      select coalesce(
        (select position from at where back is not null),
        (select min(event) from at, mine, lateral (values (since), (left_at)) as events(event)
          where event > at.position and event <= at.last)) as position
    ), here as materialized (
      select at.*, turn.position as turn, coalesce(turn.position, at.last) as upto from at, turn
    )`;

const LEFT = sql`(select jsonb_agg(area order by area) from mine where left_at = here.turn)`;

function settledOf(device: string): SQL {
  return sql`(
    select jsonb_agg(jsonb_build_object(
        'operation', k.id, 'strategy', k.resolution->'strategy', 'by', coalesce(u.name, ''),
        'at', to_char(k.resolved_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'justification', k.resolution->'justification',
        'fields', (select coalesce(jsonb_agg(f order by f collate "C"), '[]') from jsonb_object_keys(k.fields) f)
      ) order by k.created_at, k.id)
    from conflicts k left join auth_user u on u.id = k.resolved_by where ${decidedFor(device, 'r')})`;
}

function placedChange(row: Row, user: string, everything: boolean): PlacedChange[] {
  if (row.place === null) return [];
  const { id, type, version, captured_at: capturedAt } = row;
  const settled = row.settled === null ? {} : { settled: row.settled };
  const at = { position: Number(row.place), back: row.back === null ? null : Number(row.back) };
  const head = { id: id as RecordId, type, version, capturedAt };
  if (row.gone)
    return [{ ...at, change: { ...head, data: null, score: 0, others: true, left: true, ...settled } }];
  const change: Change = {
    ...head,
    data: row.deleted ? null : row.data,
    score: row.score,
    ...(row.score_override === null ? {} : { override: row.score_override }),
    ...(everything && row.restored_version !== null ? { restored: row.restored_version } : {}),
    ...(row.created_by === user ? {} : { others: true, ...(row.area === null ? {} : { area: row.area }) }),
    ...settled,
  };
  return [{ ...at, change }];
}
