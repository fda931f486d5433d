import type { Table } from 'dexie';

/** Rows of one table within one transaction: read once, written once, in bulk. */
export class WriteBehind<Row extends object> {
  readonly #table: Table<Row, string>;
  /** As the work sees them; undefined where there is none. */
  readonly #rows = new Map<string, Row | undefined>();
  readonly #unwritten = new Set<string>();

  constructor(table: Table<Row, string>) {
    this.#table = table;
  }

  async get(key: string): Promise<Row | undefined> {
    if (!this.#rows.has(key)) this.#rows.set(key, await this.#table.get(key));
    return this.#rows.get(key);
  }

  /** Reads these in one request. */
  async load(keys: readonly string[]): Promise<void> {
    const unread = [...new Set(keys)].filter((key) => !this.#rows.has(key));
    if (unread.length === 0) return;
    const rows = await this.#table.bulkGet(unread);
    unread.forEach((key, index) => this.#rows.set(key, rows[index]));
  }

  /** Takes in what another query brought; a row that was written meanwhile stays. */
  seen(key: string, row: Row): void {
    if (!this.#rows.has(key)) this.#rows.set(key, row);
  }

  /** The row as far as it is known without asking. */
  known(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.#unwritten.add(key);
  }

  delete(key: string): void {
    this.#rows.set(key, undefined);
    this.#unwritten.add(key);
  }

  async flush(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    const puts: Row[] = [];
    const deletes: string[] = [];
    for (const key of this.#unwritten) {
      const row = this.#rows.get(key);
      if (row === undefined) deletes.push(key);
      else puts.push(row);
    }
    this.#unwritten.clear();
    if (deletes.length > 0) await this.#table.bulkDelete(deletes);
    if (puts.length > 0) await this.#table.bulkPut(puts);
  }
}
