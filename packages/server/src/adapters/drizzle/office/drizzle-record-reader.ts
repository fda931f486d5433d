import type { RecordDetail, RecordId, RecordPage, RecordQuery } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { feedStart, formatCursor } from '../../../core/cursor.ts';
import type { RecordReader, SummaryPage } from '../../../office-ports.ts';
import type { FeedScope } from '../../../ports.ts';
import type { Database, Queries } from '../../database.ts';
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
    // The head is read first: what is committed in between is found by the rows as well, and found again later.
    const head = await readHead(this.database.queries);
    const { position: start } = feedStart(cursor, head);
    const { rows } = await this.database.queries.execute<SummaryRow & { feed_position: number | string }>(sql`
      select ${SUMMARY_COLUMNS}, r.cursor as feed_position from ${SUMMARY_TABLES}
      where r.cursor > ${start}::bigint order by r.cursor limit ${limit}`);
    const more = rows.length === limit;
    const last = rows.at(-1);
    const position = Math.max(more ? start : head.position, Number(last?.feed_position ?? 0));
    return { items: rows.map(recordSummary), cursor: formatCursor({ epoch: head.epoch, position }), more };
  }

  async head(): Promise<string> {
    return formatCursor(await readHead(this.database.queries));
  }
}

async function readHead(queries: Queries): Promise<{ epoch: string; position: number }> {
  const { rows } = await queries.execute<{ epoch: string; last: number | string }>(
    sql`select epoch, last from feed_counter`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the feed has no counter row');
  return { epoch: row.epoch, position: Number(row.last) };
}
