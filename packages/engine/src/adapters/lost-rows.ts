import type { RecordState } from '../core/stored.ts';

/** A row of `records` or `drafts` that did not open. */
export interface LostRow {
  readonly table: 'records' | 'drafts';
  readonly id: string;
  /** As it lies on the disk. */
  readonly row: object;
  /** What a record counted as. */
  readonly state?: RecordState;
  /** Something new was written under its id meanwhile: only the old row is set aside. */
  replaced: boolean;
}

/** Rows that a transaction met and could not open. */
export class LostRows {
  readonly #rows = new Map<string, LostRow>();

  add(table: LostRow['table'], lost: Pick<LostRow, 'id' | 'row' | 'state'>): void {
    const key = `${table}/${lost.id}`;
    if (!this.#rows.has(key)) this.#rows.set(key, { table, ...lost, replaced: false });
  }

  replaced(table: LostRow['table'], id: string): void {
    const lost = this.#rows.get(`${table}/${id}`);
    if (lost !== undefined) lost.replaced = true;
  }

  get all(): readonly LostRow[] {
    return [...this.#rows.values()];
  }
}
