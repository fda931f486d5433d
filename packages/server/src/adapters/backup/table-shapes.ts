import { sql } from 'drizzle-orm';
import type { SequenceState, TableShape } from '../../backup/backup-format.ts';
import { tableShapeSchema } from '../../backup/backup-format.ts';
import type { Queries } from '../database.ts';

interface ColumnRow extends Record<string, unknown> {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** Place in the primary key, from 1; null for a column that is not part of it. */
  readonly key: number | null;
  readonly identity: boolean;
}

export interface ReadShapes {
  readonly tables: readonly TableShape[];
  /** Columns that a counter of the database fills. */
  readonly counters: readonly { readonly table: string; readonly column: string }[];
}

/** What the tables look like in this database, in an order in which they can be filled. */
export async function readShapes(queries: Queries, names: ReadonlySet<string>): Promise<ReadShapes> {
  const { rows } = await queries.execute<ColumnRow>(sql`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      array_position(i.indkey::int2[], a.attnum) as key,
      pg_get_serial_sequence(format('public.%I', c.relname), a.attname) is not null as identity
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname, a.attnum`);
  const links = await queries.execute<{ child: string; parent: string }>(sql`
    select child.relname as child, parent.relname as parent from pg_constraint k
    join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.oid <> parent.oid`);
  const byTable = new Map<string, ColumnRow[]>();
  for (const row of rows)
    if (names.has(row.table)) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row]);
  const tables = [...byTable].map(([name, columns]) => shapeOf(name, columns));
  return {
    tables: inOrder(tables, links.rows),
    counters: rows
      .filter((row) => row.identity && names.has(row.table))
      .map(({ table, name }) => ({ table, column: name })),
  };
}

function shapeOf(name: string, columns: readonly ColumnRow[]): TableShape {
  const key = columns
    .map((column, place) => ({ place, order: column.key }))
    .filter((column): column is { place: number; order: number } => column.order !== null)
    .sort((a, b) => Number(a.order) - Number(b.order))
    .map(({ place }) => place);
  return tableShapeSchema.parse({ name, columns: columns.map(({ name, type }) => ({ name, type })), key });
}

/** Whatever others refer to comes first. Among those that are free, the order of their names. */
function inOrder(
  tables: readonly TableShape[],
  links: readonly { readonly child: string; readonly parent: string }[],
): readonly TableShape[] {
  const left = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ordered: TableShape[] = [];
  while (left.length > 0) {
    const waits = (name: string): boolean =>
      links.some((link) => link.child === name && left.some((table) => table.name === link.parent));
    // Tables that refer to each other in a ring have no order; then the first one, and the database says what is wrong.
    const at = Math.max(
      0,
      left.findIndex(({ name }) => !waits(name)),
    );
    ordered.push(...left.splice(at, 1));
  }
  return ordered;
}

/** Not part of any snapshot: a counter never goes back, so read last it is ahead of every row. */
export async function readSequences(
  queries: Queries,
  counters: ReadShapes['counters'],
): Promise<readonly SequenceState[]> {
  const states: SequenceState[] = [];
  for (const { table, column } of counters) {
    const { rows } = await queries.execute<{ name: string }>(
      sql`select pg_get_serial_sequence(${`public.${table}`}, ${column}) as name`,
    );
    const name = rows[0]?.name;
    if (name === undefined) continue;
    const state = await queries.execute<{ last: string; called: boolean }>(
      sql`select last_value::text as last, is_called as called from ${sql.raw(name)}`,
    );
    const [row] = state.rows;
    if (row?.called === true) states.push({ table, column, last: row.last });
  }
  return states;
}
