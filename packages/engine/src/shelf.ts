/** What a person can do with an item that waits for them. Nothing else takes an unsent item away [C2]. */
import { uuidV7, type OperationId, type RecordId } from '@fieldsync/protocol';
import { withView } from './core/record-view.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { Clock, EngineStore, Random } from './ports.ts';
import { unfence } from './recorder.ts';
import type { OutboxItem } from './core/stored.ts';

export class Shelf {
  readonly #store: EngineStore;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(store: EngineStore, clock: Clock, random: Random) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Also brings forward an item that was put off. What the office refused goes under a new id: for the old one its ledger
   * has the refusal, and would repeat it for ever, whatever has been put right there meanwhile [S1]. What cannot be read is
   * looked at once more, where it lies.
   */
  async retry(id: string): Promise<void> {
    await this.#store.write(async (tx) => {
      const item = await tx.getItem(id);
      if (item === undefined || (item.state !== 'shelf' && item.state !== 'later')) return;
      const changes = await OutboxChanges.begin(tx);
      const items = await tx.itemsOf([item.recordId]);
      const { error: _, ...unblamed } = item;
      /* What was given back to a restored office stands before it, and may itself wait for a person [S2]. */
      const stopped = items.some(
        ({ seq, state }) => seq < item.seq && (state === 'shelf' || state === 'conflict'),
      );
      const state = stopped ? 'fenced' : 'waiting';
      const again: OutboxItem = { ...unblamed, state, retryCount: 0, nextAttemptAt: 0 };
      if (item.refused && item.unreadable !== true) {
        await changes.delete(item);
        const id = uuidV7(this.#clock.now(), this.#random.bytes(10)) as OperationId;
        await changes.put({ ...again, id, refused: false, mayBeKnown: false, delays: 0 }, undefined);
      } else await changes.put(again, item);
      await unfence(changes, items, [item]);
      await changes.finish();
    });
  }

  /**
   * Removes one item for good and logs it. Edits behind a discarded creation have nothing to stand on and go with
   * it; they are logged as well.
   */
  async discard(id: string): Promise<readonly OutboxItem[]> {
    return this.#store.write(async (tx) => {
      const item = await tx.getItem(id);
      if (item === undefined || item.state === 'sending') return [];
      const items = await tx.itemsOf([item.recordId]);
      const gone = item.action === 'CREATE' ? items : [item];
      const changes = await OutboxChanges.begin(tx);
      for (const each of gone) {
        await tx.logDiscard(each, this.#clock.now());
        await changes.delete(each);
      }
      const unsent = items.filter((each) => !gone.includes(each));
      await unfence(changes, items, gone);
      await this.#restore(changes, item.recordId, unsent);
      await changes.finish();
      /* The office may have taken it after all, and spares this phone what it thinks the phone wrote itself: ask for everything. */
      if (gone.some((each) => each.mayBeKnown && !each.refused)) await tx.putMeta('cursor', null);
      return gone;
    });
  }

  /** The record again shows what the office has, with the edits that stay. */
  async #restore(changes: OutboxChanges, id: RecordId, unsent: readonly OutboxItem[]): Promise<void> {
    const record = await changes.getRecord(id);
    if (record === undefined) return;
    const base = unsent.length === 0 ? (record.base ?? { version: 0, data: null }) : record.base;
    changes.putRecord(withView({ ...record, base }, unsent));
  }
}
