/** A row of `records` or `drafts` that did not open. */
export interface LostRow {
  readonly table: 'records' | 'drafts';
  readonly id: string;
  readonly row: object;
  /** Something new was written under its id meanwhile: only the old row is set aside. */
  replaced: boolean;
}

/** Rows that a transaction met and could not open. */
export class LostRows {
  readonly #rows = new Map<string, LostRow>();

  add(table: LostRow['table'], id: string, row: object): void {
    const key = `${table}/${id}`;
    if (!this.#rows.has(key)) this.#rows.set(key, { table, id, row, replaced: false });
  }

  replaced(table: LostRow['table'], id: string): void {
    const lost = this.#rows.get(`${table}/${id}`);
    if (lost !== undefined) lost.replaced = true;
  }

  get all(): readonly LostRow[] {
    return [...this.#rows.values()];
  }
}
