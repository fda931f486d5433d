import { equalJson } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';

/** Columns of rows that go to the database as JSON: what each is called there, and its type. */
export type JsonColumns<Name extends string> = Readonly<Record<Name, string>>;

/**
 * Rows for a statement's `from`, in two parameters: what all of them have in common once, and of each row the rest. A batch is
 * of one device, one account and one moment, and mostly does one thing: said with each row, that was a third of what was
 * written here, sent, and read there.
 *
 * Null is left out, as absent is null as well. So of each column one side at most has a value, and `coalesce` gives it.
 */
export class RowsAsJson<Name extends string> {
  /** Select list that gives each column under its name. */
  readonly columns: SQL;
  readonly #names: readonly Name[];
  readonly #types: string;

  constructor(columns: JsonColumns<Name>) {
    this.#names = Object.keys(columns) as Name[];
    this.#types = this.#names.map((name) => `"${name}" ${columns[name]}`).join(', ');
    this.columns = sql.raw(
      this.#names.map((name) => `coalesce(own."${name}", shared."${name}") as "${name}"`).join(', '),
    );
  }

  /** @param valueOf a value of the column that has a JSON form */
  from<Row>(rows: readonly Row[], valueOf: (row: Row, name: Name) => unknown): SQL {
    const { shared, own } = split(rows, this.#names, valueOf);
    const types = sql.raw(this.#types);
    return sql`jsonb_to_record(${JSON.stringify(shared)}::jsonb) as shared(${types}),
      jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as own(${types})`;
  }
}

type Values = Record<string, unknown>;

function split<Row, Name extends string>(
  rows: readonly Row[],
  names: readonly Name[],
  valueOf: (row: Row, name: Name) => unknown,
): { readonly shared: Values; readonly own: readonly Values[] } {
  const [first] = rows;
  const shared: Values = {};
  const differing: Name[] = [];
  for (const name of first === undefined ? [] : names) {
    const value = valueOf(first as Row, name);
    if (!rows.every((row) => equalJson(valueOf(row, name), value))) differing.push(name);
    else if (value !== null) shared[name] = value;
  }
  const own = rows.map((row) => {
    const values: Values = {};
    for (const name of differing) {
      const value = valueOf(row, name);
      if (value !== null) values[name] = value;
    }
    return values;
  });
  return { shared, own };
}
