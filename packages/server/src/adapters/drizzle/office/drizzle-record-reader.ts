import type { RecordDetail, RecordId, RecordPage, RecordQuery, UserId } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { FeedPosition } from '../../../core/cursor.ts';
import { feedStart, formatCursor } from '../../../core/cursor.ts';
import type { RecordReader, SummaryPage } from '../../../office-ports.ts';
import type { FeedScope } from '../../../ports.ts';
import type { Database, Queries } from '../../database.ts';
import { areaAudience } from '../queries/departures.ts';
import { horizon } from '../queries/feed-position.ts';
import { inScope, listRecords } from './list-records.ts';
import type { DetailRow, SummaryRow } from './record-rows.ts';
import { recordDetail, recordSummary, SUMMARY_COLUMNS, SUMMARY_TABLES } from './record-rows.ts';

export class DrizzleRecordReader implements RecordReader {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  list(query: RecordQuery, scope: FeedScope): Promise<RecordPage | undefined> {
    return listRecords(this.database.queries, query, scope);
  }

  async find(id: RecordId, scope: FeedScope): Promise<RecordDetail | null> {
    const own = inScope(scope);
    const { rows } = await this.database.queries.execute<DetailRow>(sql`
      select ${SUMMARY_COLUMNS}, r.data from ${SUMMARY_TABLES}
      where r.id = ${id} and not r.deleted ${own === undefined ? sql`` : sql`and ${own}`}`);
    const [row] = rows;
    return row === undefined ? null : recordDetail(row);
  }

  async changedSince(cursor: string, limit: number, users: readonly UserId[]): Promise<SummaryPage> {
    // The head is read first: what becomes readable in between is found later.
    const { behind, ...head } = await readHead(this.database.queries);
    const { position: start } = feedStart(cursor, head);
    const { rows } = await this.database.queries.execute<FoundRow>(sql`
      select ${SUMMARY_COLUMNS}, r.cursor as feed_position, ${seenBy(users)} as seen_by from ${SUMMARY_TABLES}
      where r.cursor > ${start}::bigint and r.cursor <= ${head.position}::bigint order by r.cursor limit ${limit}`);
    const more = rows.length === limit;
    const position = more ? Number(rows.at(-1)?.feed_position) : head.position;
    return {
      items: rows.map((row) => ({ summary: recordSummary(row), seenBy: row.seen_by ?? [] })),
      departures: await departures(this.database.queries, users, start, position),
      cursor: formatCursor({ epoch: head.epoch, position }),
      more,
      behind,
    };
  }

  async head(): Promise<string> {
    return formatCursor(await readHead(this.database.queries));
  }
}

interface FoundRow extends SummaryRow {
  readonly feed_position: number | string;
  readonly seen_by: readonly UserId[] | null;
}

const among = (users: readonly UserId[]): SQL => sql`m.user_id in (
  select jsonb_array_elements_text(${JSON.stringify(users)}::jsonb)) and m.since is not null`;

/** By the record's own area: one that was erased has no place any more. */
function seenBy(users: readonly UserId[]): SQL {
  if (users.length === 0) return sql`null::jsonb`;
  return sql`(select jsonb_agg(m.user_id) from account_areas m where ${among(users)} and m.area = r.area)`;
}

/** Of areas that were theirs when the record left, and that is not theirs in another way: as the feed tells phones. */
async function departures(
  queries: Queries,
  users: readonly UserId[],
  after: number,
  upTo: number,
): Promise<SummaryPage['departures']> {
  if (users.length === 0) return [];
  const { rows } = await queries.execute<{ user: UserId; id: RecordId }>(sql`
    select m.user_id as "user", r.id from account_areas m
      join departures d on d.audience = ${areaAudience(sql`m.area`)}
        and d.cursor > greatest(${after}::bigint, m.since) and d.cursor <= ${upTo}::bigint
      join records r on r.id = d.record_id
    where ${among(users)} and r.created_by <> m.user_id and not exists (
      select 1 from account_areas o where o.user_id = m.user_id and o.area = r.area and o.since is not null)
    order by d.cursor, r.id`);
  return rows;
}

async function readHead(queries: Queries): Promise<FeedPosition & { behind: boolean }> {
  const { rows } = await queries.execute<{ epoch: string; last: number | string; behind: boolean }>(sql`
    select epoch, ${horizon} as last, coalesce((select max(cursor) from records) > ${horizon}, false) as behind
    from feed where id = 1`);
  const [row] = rows;
  if (row === undefined) throw new Error('the feed has no row');
  return { epoch: row.epoch, position: Number(row.last), behind: row.behind };
}
