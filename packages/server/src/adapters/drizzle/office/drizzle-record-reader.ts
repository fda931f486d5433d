import type { RecordDetail, RecordId, RecordPage, RecordQuery } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { FeedPosition } from '../../../core/cursor.ts';
import { feedStart, formatCursor } from '../../../core/cursor.ts';
import type { RecordReader, SummaryPage } from '../../../office-ports.ts';
import type { FeedScope } from '../../../ports.ts';
import type { Database, Queries } from '../../database.ts';
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

  async changedSince(cursor: string, limit: number): Promise<SummaryPage> {
    // The head is read first: what becomes readable in between is found later.
    const { behind, ...head } = await readHead(this.database.queries);
    const { position: start } = feedStart(cursor, head);
    const { rows } = await this.database.queries.execute<SummaryRow & { feed_position: number | string }>(sql`
      select ${SUMMARY_COLUMNS}, r.cursor as feed_position from ${SUMMARY_TABLES}
      where r.cursor > ${start}::bigint and r.cursor <= ${head.position}::bigint order by r.cursor limit ${limit}`);
    const more = rows.length === limit;
    const position = more ? Number(rows.at(-1)?.feed_position) : head.position;
    return {
      items: rows.map(recordSummary),
      cursor: formatCursor({ epoch: head.epoch, position }),
      more,
      behind,
    };
  }

  async head(): Promise<string> {
    return formatCursor(await readHead(this.database.queries));
  }
}

async function readHead(queries: Queries): Promise<FeedPosition & { behind: boolean }> {
  const { rows } = await queries.execute<{ epoch: string; last: number | string; behind: boolean }>(sql`
    select epoch, ${horizon} as last, coalesce((select max(cursor) from records) > ${horizon}, false) as behind
    from feed where id = 1`);
  const [row] = rows;
  if (row === undefined) throw new Error('the feed has no row');
  return { epoch: row.epoch, position: Number(row.last), behind: row.behind };
}
