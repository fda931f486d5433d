import type { Table } from 'dexie';

/** How rows of a table become values and back. A row that does not open gives none. */
export interface RowForm<Value, Row> {
  open(rows: readonly Row[]): Promise<(Value | undefined)[]>;
  seal(values: readonly Value[]): Promise<Row[]>;
}

/** Rows of one table within one transaction: read once, written once, in bulk. */
export class WriteBehind<Value extends object, Row extends object> {
  readonly #table: Table<Row, string>;
  readonly #form: RowForm<Value, Row>;
  /** As the work sees them; undefined where there is none. */
  readonly #values = new Map<string, Value | undefined>();
  readonly #unwritten = new Set<string>();
  readonly #written = new Set<string>();

  constructor(table: Table<Row, string>, form: RowForm<Value, Row>) {
    this.#table = table;
    this.#form = form;
  }

  async get(key: string): Promise<Value | undefined> {
    await this.load([key]);
    return this.#values.get(key);
  }

  /** Reads these in one request. */
  async load(keys: readonly string[]): Promise<void> {
    const unread = [...new Set(keys)].filter((key) => !this.#values.has(key));
    if (unread.length === 0) return;
    const rows = await this.#table.bulkGet(unread);
    const there = unread.flatMap((key, index) => {
      const row = rows[index];
      return row === undefined ? [] : [{ key, row }];
    });
    const values = await this.#form.open(there.map(({ row }) => row));
    for (const key of unread) this.#values.set(key, undefined);
    there.forEach(({ key }, index) => this.#values.set(key, values[index]));
  }

  /** Takes in what another query brought, in its order; what was read or written before stays as it is. */
  async take(rows: readonly Row[], keyOf: (row: Row) => string): Promise<Value[]> {
    const unread = rows.filter((row) => !this.#values.has(keyOf(row)));
    const values = await this.#form.open(unread);
    unread.forEach((row, index) => this.#values.set(keyOf(row), values[index]));
    return rows.flatMap((row) => this.#values.get(keyOf(row)) ?? []);
  }

  /** The row as far as it is known without asking. */
  known(key: string): Value | undefined {
    return this.#values.get(key);
  }

  isKnown(key: string): boolean {
    return this.#values.has(key);
  }

  /** What the row reads as from here on, without a write. */
  assume(key: string, value: Value | undefined): void {
    this.#values.set(key, value);
  }

  hasWritten(key: string): boolean {
    return this.#written.has(key);
  }

  /** The row reads as it lies on the disk again. Not for one that was put. */
  forget(key: string): void {
    if (!this.#unwritten.has(key)) this.#values.delete(key);
  }

  put(key: string, value: Value): void {
    this.#values.set(key, value);
    this.#unwritten.add(key);
  }

  delete(key: string): void {
    this.#values.set(key, undefined);
    this.#unwritten.add(key);
  }

  async flush(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    const puts: Value[] = [];
    const deletes: string[] = [];
    for (const key of this.#unwritten) {
      this.#written.add(key);
      const value = this.#values.get(key);
      if (value === undefined) deletes.push(key);
      else puts.push(value);
    }
    this.#unwritten.clear();
    if (deletes.length > 0) await this.#table.bulkDelete(deletes);
    if (puts.length > 0) await this.#table.bulkPut(await this.#form.seal(puts));
  }
}
