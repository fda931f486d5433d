import { sql } from 'drizzle-orm';
import type { Database } from '../adapters/database.ts';
import { tableContents } from './table-contents.ts';

/**
 * All rows as text, by table, but for what is new after each restore: the feed's epoch, the line that says so in the audit log, and the
 * versions that were restored.
 */
export async function comparableContents(
  database: Database,
): Promise<Record<string, readonly string[]> & { readonly audit_log: readonly string[] }> {
  const { feed: _, audit_log: audit = [], records = [], ...tables } = await tableContents(database);
  const { rows: columns } = await database.queries.execute<{ name: string }>(
    sql`select column_name as name from information_schema.columns where table_name = 'records' order by ordinal_position`,
  );
  const restored = columns.findIndex(({ name }) => name === 'restored_version');
  return {
    ...tables,
    audit_log: audit.filter((line) => !line.includes('"database:restore"')),
    records: records.map((row) => JSON.stringify((JSON.parse(row) as unknown[]).toSpliced(restored, 1))),
  };
}
