import type { Table } from 'dexie';
import type { Draft } from '../core/stored.ts';
import type { LostRows } from './lost-rows.ts';
import { boundTo, parsed, type DraftRow } from './sealed-rows.ts';
import type { Sealer } from './sealer.ts';

/** Drafts within one transaction. They are few and written one at a time: nothing is held back. */
export class TransactionDrafts {
  readonly #table: Table<DraftRow, string>;
  readonly #sealer: Sealer;
  readonly #lost: LostRows;

  constructor(table: Table<DraftRow, string>, sealer: Sealer, lost: LostRows) {
    this.#table = table;
    this.#sealer = sealer;
    this.#lost = lost;
  }

  async get(key: string): Promise<Draft | undefined> {
    const row = await this.#table.get(key);
    return row === undefined ? undefined : (await this.#open([row]))[0];
  }

  async list(): Promise<Draft[]> {
    return this.#open(await this.#table.orderBy('savedAt').reverse().toArray());
  }

  async put(draft: Draft): Promise<void> {
    /* One that does not open would be overwritten unseen: it is set aside first. */
    await this.get(draft.key);
    const [row] = await sealDrafts(this.#sealer, [draft]);
    if (row === undefined) throw new Error('a draft came out of sealing without its row');
    this.#lost.replaced('drafts', draft.key);
    await this.#table.put(row);
  }

  async delete(key: string): Promise<void> {
    await this.get(key);
    await this.#table.delete(key);
  }

  async #open(rows: readonly DraftRow[]): Promise<Draft[]> {
    const texts = await this.#sealer.open(
      rows.map((row) => ({ bound: boundTo('drafts', row.key, 'draft'), box: row.box })),
    );
    return rows.flatMap((row, index) => {
      const draft = parsed(texts[index]) as Draft | undefined;
      if (draft === undefined) this.#lost.add('drafts', { id: row.key, row });
      return draft ?? [];
    });
  }
}

export async function sealDrafts(sealer: Sealer, drafts: readonly Draft[]): Promise<DraftRow[]> {
  const boxes = await sealer.seal(
    drafts.map((draft) => ({ bound: boundTo('drafts', draft.key, 'draft'), text: JSON.stringify(draft) })),
  );
  return drafts.flatMap(({ key, savedAt }, index) => {
    const box = boxes[index];
    return box === undefined ? [] : [{ key, savedAt, box }];
  });
}
