import type { RecordPage, RecordQuery } from '@fieldsync/protocol';
import { BAND_CEILING, BAND_FLOOR } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FeedScope } from '../../../ports.ts';
import type { Queries } from '../../database.ts';
import type { SummaryRow } from './record-rows.ts';
import { recordSummary, SUMMARY_COLUMNS, SUMMARY_TABLES } from './record-rows.ts';

const OPEN_CONFLICT = sql`exists (select 1 from conflicts c where c.record_id = r.id and c.status = 'OPEN')`;

/** As the index has it, to the letter: without `nulls last` it does not fit, and each page sorts all that there is. */
export const NEWEST = sql`r.received_at desc nulls last, r.id desc nulls last`;

/**
 * One page by keyset, and the counts for the filter chips. A page is found by the last row of the one before and not by
 * an offset: records that arrive meanwhile neither repeat a row nor hide one.
 */
export async function listRecords(
  queries: Queries,
  query: RecordQuery,
  scope: FeedScope,
): Promise<RecordPage | undefined> {
  const after = query.after === undefined ? null : readPlace(query.after, query.order);
  if (after === undefined) return undefined;
  const base = and([sql`not r.deleted`, inScope(scope), ...commonFilters(query)]);
  const page = and([base, bandFilter(query.band), stateFilter(query.state), behind(after)]);
  const order = query.order === 'priority' ? sql`r.score desc nulls last, ${NEWEST}` : NEWEST;
  const { rows } = await queries.execute<SummaryRow>(
    sql`select ${SUMMARY_COLUMNS} from ${SUMMARY_TABLES} where ${page} order by ${order} limit ${query.limit + 1}`,
  );
  const items = rows.slice(0, query.limit).map(recordSummary);
  const last = items.at(-1);
  const next = rows.length > query.limit && last !== undefined ? writePlace(query.order, last) : null;
  return { items, next, counts: await countBands(queries, base) };
}

async function countBands(queries: Queries, base: SQL): Promise<RecordPage['counts']> {
  const within = (band: 'CRITICAL' | 'HIGH' | 'NORMAL' | 'LOW') =>
    sql`count(*) filter (where r.score between ${BAND_FLOOR[band]} and ${BAND_CEILING[band]})`;
  const { rows } = await queries.execute<Record<keyof RecordPage['counts'], number | string>>(sql`
    select count(*) as all, ${within('CRITICAL')} as critical, ${within('HIGH')} as high,
      ${within('NORMAL')} as normal, ${within('LOW')} as low, count(*) filter (where ${OPEN_CONFLICT}) as conflict
    from ${SUMMARY_TABLES} where ${base}`);
  const [row] = rows;
  return {
    all: Number(row?.all ?? 0),
    critical: Number(row?.critical ?? 0),
    high: Number(row?.high ?? 0),
    normal: Number(row?.normal ?? 0),
    low: Number(row?.low ?? 0),
    conflict: Number(row?.conflict ?? 0),
  };
}

/** `maySee` in SQL, with the areas as they are in the same snapshot. */
export function inScope(scope: FeedScope): SQL | undefined {
  return scope.kind === 'all'
    ? undefined
    : sql`(r.created_by = ${scope.userId} or r.area in (
        select area from account_areas where user_id = ${scope.userId} and since is not null))`;
}

/** What a record must be to be counted, and then to be shown: band and state are for the list alone. */
export function commonFilters(
  query: Pick<RecordQuery, 'type' | 'sector' | 'placeId' | 'q' | 'since'>,
): (SQL | undefined)[] {
  const { type, sector, placeId, q, since } = query;
  return [
    type === undefined ? undefined : sql`r.type = ${type}`,
    sector === undefined ? undefined : sql`r.sector = ${sector}`,
    placeId === undefined ? undefined : placeFilter(placeId),
    since === undefined ? undefined : sql`r.received_at >= ${since}::timestamptz`,
    q === undefined || q === '' ? undefined : searchFilter(q),
  ];
}

/** What is no id at all is no place of ours; the database would refuse to compare it. */
export function placeFilter(placeId: string): SQL {
  return z.guid().safeParse(placeId).success ? sql`r.affected_entity_id = ${placeId}::uuid` : sql`false`;
}

export function searchFilter(q: string): SQL {
  const literal = q.replace(/[\\%_]/g, '\\$&');
  const anywhere = `%${literal}%`;
  const start = `${literal.toLowerCase()}%`;
  return sql`(a.name ilike ${anywhere} or a.lga ilike ${anywhere} or a.ward ilike ${anywhere}
    or u.name ilike ${anywhere} or r.id::text like ${start})`;
}

export function bandFilter(band: RecordQuery['band']): SQL | undefined {
  return band === undefined ? undefined : sql`r.score between ${BAND_FLOOR[band]} and ${BAND_CEILING[band]}`;
}

export function stateFilter(state: RecordQuery['state']): SQL | undefined {
  if (state === undefined) return undefined;
  return state === 'conflict' ? OPEN_CONFLICT : sql`not ${OPEN_CONFLICT}`;
}

export function and(parts: readonly (SQL | undefined)[]): SQL {
  return sql.join(
    parts.filter((part) => part !== undefined),
    sql` and `,
  );
}

/** The last row of a page: score (0 in the newest order), time, id. */
const placeSchema = z.tuple([
  z.enum(['newest', 'priority']),
  z.number().int().min(0).max(100),
  z.iso.datetime({ precision: 3 }),
  z.guid(),
]);
type Place = z.infer<typeof placeSchema>;

function writePlace(order: RecordQuery['order'], last: RecordPage['items'][number]): string {
  const place: Place = [order, last.score, last.receivedAt, last.id];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Undefined for what was not written here, or for another order. */
function readPlace(text: string, order: RecordQuery['order']): Place | undefined {
  try {
    const place = placeSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return place.success && place.data[0] === order ? place.data : undefined;
  } catch {
    return undefined;
  }
}

function behind(place: Place | null): SQL | undefined {
  if (place === null) return undefined;
  const [order, score, receivedAt, id] = place;
  return order === 'priority'
    ? sql`(r.score, r.received_at, r.id) < (${score}::smallint, ${receivedAt}::timestamptz, ${id}::uuid)`
    : sql`(r.received_at, r.id) < (${receivedAt}::timestamptz, ${id}::uuid)`;
}
