import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ExportPage, RecordExporter } from '../../../export-ports.ts';
import type { Queries } from '../../database.ts';
import { and, bandFilter, commonFilters, NEWEST, stateFilter } from './list-records.ts';
import type { DetailRow } from './record-rows.ts';
import { recordDetail, SUMMARY_COLUMNS, SUMMARY_TABLES } from './record-rows.ts';

/** On the embedded database everything else waits while a page is read. */
const PAGE = 200;

/** When the last record of a page came in, and its id: neither ever changes. */
const placeSchema = z.tuple([z.iso.datetime({ precision: 3 }), z.guid()]);

export class DrizzleRecordExporter implements RecordExporter {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  /**
   * No transaction over the whole: on the embedded database it would stop every phone, on Postgres a slow reader would hold a
   * connection for as long as they like.
   */
  async page({ filter, type, until, after }: Parameters<RecordExporter['page']>[0]): Promise<ExportPage> {
    const place = after === null ? null : placeSchema.parse(JSON.parse(after));
    const where = and([
      sql`not r.deleted`,
      ...commonFilters({ ...filter, type }),
      bandFilter(filter.band),
      stateFilter(filter.state),
      sql`r.received_at <= ${until}::timestamptz`,
      place === null ? undefined : sql`(r.received_at, r.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`,
    ]);
    const { rows } = await this.queries.execute<DetailRow>(
      sql`select ${SUMMARY_COLUMNS}, r.data from ${SUMMARY_TABLES} where ${where}
        order by ${NEWEST} limit ${PAGE}`,
    );
    const records = rows.map(recordDetail);
    const last = records.at(-1);
    const next =
      records.length < PAGE || last === undefined ? null : JSON.stringify([last.receivedAt, last.id]);
    return { records, next };
  }
}
