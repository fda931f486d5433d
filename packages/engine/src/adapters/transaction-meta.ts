import type { Table } from 'dexie';
import type { MetaKey, MetaRows } from '../core/stored.ts';
import type { MetaRow } from './engine-database.ts';
import { WriteBehind } from './write-behind.ts';

/** Holds every rule and place that the office has told: large, and seldom asked for. */
const LARGE: MetaKey = 'config';

/**
 * The single rows within one transaction. One that writes asks for twenty of the thirty there are, each a round trip to
 * another process, so it reads all but the large one at once; so does one that reads them once. One that a screen follows
 * reads what it asks for: the screen is drawn anew when these change, and not when others do.
 */
export class TransactionMeta {
  readonly #table: Table<MetaRow, string>;
  readonly #rows: WriteBehind<MetaRow, MetaRow>;
  readonly #atOnce: boolean;
  #hasAll = false;

  constructor(table: Table<MetaRow, string>, atOnce: boolean) {
    this.#table = table;
    this.#atOnce = atOnce;
    const asTheyAre = (rows: readonly MetaRow[]): Promise<MetaRow[]> => Promise.resolve([...rows]);
    this.#rows = new WriteBehind(table, { open: asTheyAre, seal: asTheyAre });
  }

  async get<Key extends MetaKey>(key: Key): Promise<MetaRows[Key] | undefined> {
    await this.load([key]);
    return this.known(key);
  }

  async load(keys: readonly MetaKey[]): Promise<void> {
    if (!this.#atOnce || keys.includes(LARGE)) return this.#rows.load(keys);
    if (!this.#hasAll) await this.#readAll();
  }

  isKnown(key: MetaKey): boolean {
    return this.#rows.isKnown(key) || (this.#hasAll && key !== LARGE);
  }

  known<Key extends MetaKey>(key: Key): MetaRows[Key] | undefined {
    return this.#rows.known(key)?.value as MetaRows[Key] | undefined;
  }

  put<Key extends MetaKey>(key: Key, value: MetaRows[Key]): void {
    /* A fifth of what settling an answer wrote said again that nothing had failed. */
    if (this.#rows.isKnown(key) && this.#rows.known(key)?.value === value) return;
    this.#rows.put(key, { key, value });
  }

  delete(key: MetaKey): void {
    this.#rows.delete(key);
  }

  flush(): Promise<void> {
    return this.#rows.flush();
  }

  async #readAll(): Promise<void> {
    const [before, after] = await Promise.all([
      this.#table.where('key').below(LARGE).toArray(),
      this.#table.where('key').above(LARGE).toArray(),
    ]);
    await this.#rows.take([...before, ...after], ({ key }) => key);
    this.#hasAll = true;
  }
}
