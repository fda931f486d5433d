import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { TableShape } from '../../backup/backup-format.ts';
import type { Queries } from '../database.ts';

/** A megabyte or so at a time: on the embedded database everything else waits while a page is read. */
export const PAGE_ROWS = 200;

export interface RowPage {
  /** Each a line of JSON: the values as text, in the order of the columns. */
  readonly rows: readonly string[];
  /** Key of the last one, to go on behind; undefined at the end of the table. */
  readonly after: readonly string[] | undefined;
}

const name = (text: string): SQL => sql.raw(`"${text}"`);

/** As Postgres writes the value, whatever time zone the connection has. */
function asText({ name: column, type }: TableShape['columns'][number]): string {
  const value = `t."${column}"`;
  if (!type.endsWith('with time zone')) return `${value}::text`;
  return `case when isfinite(${value}) then (${value} at time zone 'UTC')::text || '+00' else ${value}::text end`;
}

/** The next rows in the order of the key. @param only a further condition on `t` */
export async function readRowPage(
  queries: Queries,
  shape: TableShape,
  after: readonly string[] | undefined,
  only: SQL = sql`true`,
): Promise<RowPage> {
  const columns = shape.key.map((place) => shape.columns[place]).filter((column) => column !== undefined);
  const key = columns.map((column) => `t."${column.name}"`).join(', ');
  const behind =
    after === undefined
      ? sql`true`
      : sql`(${sql.raw(key)}) > (${sql.join(
          columns.map((column, index) => sql`${after[index]}::text::${sql.raw(column.type)}`),
          sql`, `,
        )})`;
  const values = shape.columns.map(asText).join(', ');
  const keys = columns.map((column) => `t."${column.name}"::text`).join(', ');
  const { rows } = await queries.execute<{ line: string; key: readonly string[] }>(sql`
    select json_build_array(${sql.raw(values)})::text as line, array[${sql.raw(keys)}] as key
    from public.${name(shape.name)} t where ${behind} and ${only} order by ${sql.raw(key)} limit ${PAGE_ROWS}`);
  return {
    rows: rows.map(({ line }) => line),
    after: rows.length < PAGE_ROWS ? undefined : rows.at(-1)?.key,
  };
}

export async function countRows(queries: Queries, table: string, only: SQL = sql`true`): Promise<number> {
  const { rows } = await queries.execute<{ rows: number }>(
    sql`select count(*)::int as rows from public.${name(table)} t where ${only}`,
  );
  return rows[0]?.rows ?? 0;
}
