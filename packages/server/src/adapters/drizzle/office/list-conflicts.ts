import type { ConflictPage, ConflictQuery } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import type { ConflictRow } from './conflict-rows.ts';
import { CONFLICT_COLUMNS, CONFLICT_TABLES, conflictSummary } from './conflict-rows.ts';
import { instantText } from '../queries/instant-text.ts';
import { placeFilter, searchFilter } from './list-records.ts';

export async function listConflicts(
  queries: Queries,
  query: ConflictQuery,
  now: string,
): Promise<ConflictPage & { readonly total: number }> {
  const where = sql.join(filters(query), sql` and `);
  const { rows: counted } = await queries.execute<{ total: number | string }>(
    sql`select count(*) as total from ${CONFLICT_TABLES} where ${where}`,
  );
  const order =
    query.status === 'open'
      ? sql`array_position(array['HIGH', 'MEDIUM', 'LOW'], c.severity), c.created_at, c.id`
      : sql`c.resolved_at desc, c.id`;
  const { rows } = await queries.execute<ConflictRow>(sql`
    select ${CONFLICT_COLUMNS} from ${CONFLICT_TABLES} where ${where}
    order by ${order} limit ${query.limit} offset ${query.offset}`);
  return {
    items: rows.map(conflictSummary),
    stats: await statsOf(queries, now),
    total: Number(counted[0]?.total ?? 0),
  };
}

function filters(query: ConflictQuery): SQL[] {
  const { status, severity, type, sector, placeId, q } = query;
  return [
    sql`c.status = ${status === 'open' ? 'OPEN' : 'RESOLVED'}`,
    ...(severity === undefined ? [] : [sql`c.severity = ${severity}`]),
    ...(type === undefined ? [] : [sql`r.type = ${type}`]),
    ...(sector === undefined ? [] : [sql`r.sector = ${sector}`]),
    ...(placeId === undefined ? [] : [placeFilter(placeId)]),
    ...(q === undefined || q === '' ? [] : [searchFilter(q)]),
  ];
}

interface StatsRow extends Record<string, unknown> {
  readonly high: number | string;
  readonly medium: number | string;
  readonly low: number | string;
  readonly oldest: string | null;
  readonly resolved_today: number | string;
}

async function statsOf(queries: Queries, now: string): Promise<ConflictPage['stats']> {
  const open = (severity: string): SQL =>
    sql`count(*) filter (where status = 'OPEN' and severity = ${severity})`;
  const { rows } = await queries.execute<StatsRow>(sql`
    select ${open('HIGH')} as high, ${open('MEDIUM')} as medium, ${open('LOW')} as low,
      ${instantText("(min(created_at) filter (where status = 'OPEN'))")} as oldest,
      count(*) filter (where resolved_at >= ${`${now.slice(0, 10)}T00:00:00.000Z`}::timestamptz) as resolved_today
    from conflicts`);
  const [row] = rows;
  return {
    open: { HIGH: Number(row?.high ?? 0), MEDIUM: Number(row?.medium ?? 0), LOW: Number(row?.low ?? 0) },
    resolvedToday: Number(row?.resolved_today ?? 0),
    oldest: row?.oldest ?? null,
  };
}
