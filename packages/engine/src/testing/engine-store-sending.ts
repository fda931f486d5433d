import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxItem, StoredRecord } from '../core/stored.ts';
import type { EngineStore, StoreReader } from '../ports.ts';
import { buildItem, buildRecord, recordId } from './build-item.ts';
import type { EngineStoreHarness } from './engine-store-writes.ts';

/** What every EngineStore must do with items that are on the way. */
export function engineStoreSending(current: () => EngineStoreHarness): void {
  describe('markSending', () => {
    let harness: EngineStoreHarness;
    let store: EngineStore;
    const AT = 1_700;
    const item = (n: number, parts: Partial<OutboxItem> = {}): OutboxItem => buildItem(n, parts);
    const sent = (n: number): OutboxItem => ({
      ...item(n),
      state: 'sending',
      mayBeKnown: true,
      lastAttemptAt: AT,
    });
    beforeEach(async () => {
      harness = current();
      ({ store } = harness);
      await store.write(async (tx) => {
        for (const n of [1, 2, 3, 4]) {
          await tx.putItem(item(n));
          await tx.putRecord(buildRecord(n));
        }
      });
      await store.write((tx) => tx.markSending([item(1), item(3)], AT));
    });
    const contexts = (): EngineStore[] => [store, harness.again()];
    const seqs = (items: readonly OutboxItem[]): number[] => items.map(({ seq }) => seq);
    const states = async (tx: StoreReader): Promise<(StoredRecord['state'] | undefined)[]> => [
      (await tx.getRecord(recordId(1)))?.state,
      (await tx.getRecord(recordId(2)))?.state,
      (await tx.getRecord(recordId(3)))?.state,
    ];

    it('[S1] what is marked reads as sent, in every context and by every way to it', async () => {
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.getItem(item(1).id)).toEqual(sent(1));
          expect(await tx.itemsOf([recordId(3)])).toEqual([sent(3)]);
          expect(await tx.itemsIn({ state: 'sending', limit: 9 })).toEqual([sent(1), sent(3)]);
          expect(await tx.itemsIn({ state: 'sending', limit: 1 })).toEqual([sent(1)]);
          expect(await tx.getItem(item(2).id)).toEqual(item(2));
        });
    });

    it('[S1] and does so in the transaction that marks it', async () => {
      const seen = await store.write(async (tx) => {
        const before = await tx.itemsOf([recordId(2)]);
        await tx.getRecord(recordId(2));
        await tx.markSending(before, AT);
        return [await tx.getItem(item(2).id), (await tx.getRecord(recordId(2)))?.state];
      });
      expect(seen).toEqual([sent(2), 'sending']);
    });

    it('[S1] is not picked again, and pages are as full as they would be without it', async () => {
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(seqs(await tx.waitingItems({ lane: 'records', limit: 1 }))).toEqual([2]);
          expect(seqs(await tx.waitingItems({ lane: 'records', limit: 2 }))).toEqual([2, 4]);
          expect(seqs(await tx.waitingItems({ lane: 'records', limit: 2, after: item(2) }))).toEqual([4]);
          expect(seqs(await tx.itemsIn({ state: 'waiting', limit: 9 }))).toEqual([2, 4]);
        });
    });

    it('[S7] its record reads as sending where it was on the phone, and counts as that', async () => {
      await store.write((tx) => tx.putRecord(buildRecord(3, { state: 'needs' })));
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await states(tx)).toEqual(['sending', 'phone', 'needs']);
          const listed = (list: readonly StoredRecord[]) => list.map(({ id, state }) => [id, state]);
          expect(listed(await tx.listRecords({ limit: 9 }))).toEqual([
            [recordId(4), 'phone'],
            [recordId(3), 'needs'],
            [recordId(2), 'phone'],
            [recordId(1), 'sending'],
          ]);
          expect(listed(await tx.listRecords({ state: 'phone', limit: 1 }))).toEqual([
            [recordId(4), 'phone'],
          ]);
          expect(listed(await tx.listRecords({ state: 'phone', limit: 2 }))).toHaveLength(2);
          expect(listed(await tx.listRecords({ state: 'sending', limit: 9 }))).toEqual([
            [recordId(1), 'sending'],
          ]);
          const none = await tx.listRecords({ state: 'sending', type: 'RESPONSE', limit: 9 });
          const earlier = await tx.listRecords({
            state: 'sending',
            before: buildRecord(1).savedAt,
            limit: 9,
          });
          expect([...none, ...earlier]).toEqual([]);
          expect([await tx.countRecords('phone'), await tx.countRecords('sending')]).toEqual([2, 1]);
        });
    });

    it('[S1] ends for each that is put or deleted, which then is as it was put', async () => {
      const back: OutboxItem = { ...sent(1), state: 'waiting' };
      await store.write(async (tx) => {
        await tx.putItem(back);
        await tx.deleteItem(item(3).id);
      });
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.itemsOf([recordId(1), recordId(3)])).toEqual([back]);
          expect(seqs(await tx.waitingItems({ lane: 'records', limit: 9 }))).toEqual([1, 2, 4]);
          expect(await tx.itemsIn({ state: 'sending', limit: 9 })).toEqual([]);
          expect(await states(tx)).toEqual(['phone', 'phone', 'phone']);
        });
    });

    it('[S1] unmarkSending: what did not leave is what it was, and what was written since stays that', async () => {
      await store.write(async (tx) => {
        await tx.putItem({ ...sent(3), state: 'shelf' });
        const ids = [item(1).id, item(3).id, item(4).id];
        expect(await tx.unmarkSending(ids)).toBe(1);
        expect(await tx.getItem(item(1).id)).toEqual(item(1));
      });
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.itemsOf([recordId(1), recordId(3)])).toEqual([
            item(1),
            { ...sent(3), state: 'shelf' },
          ]);
          expect(seqs(await tx.waitingItems({ lane: 'records', limit: 9 }))).toEqual([1, 2, 4]);
          expect((await tx.getRecord(recordId(1)))?.state).toBe('phone');
        });
    });

    it('[S1] one that is put as sending stays that', async () => {
      await store.write((tx) => tx.putItem({ ...sent(1), alone: false }));
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.itemsIn({ state: 'sending', limit: 9 })).toEqual([
            { ...sent(1), alone: false },
            sent(3),
          ]);
          expect(seqs(await tx.waitingItems({ lane: 'records', limit: 9 }))).toEqual([2, 4]);
        });
    });

    it('[S1] a transaction that fails marks nothing, and leaves marked what it took back', async () => {
      const failing = store.write(async (tx) => {
        await tx.markSending([item(2)], AT);
        await tx.deleteItem(item(3).id);
        throw new Error('killed');
      });
      await expect(failing).rejects.toThrow('killed');
      for (const context of contexts())
        await context.write(async (tx) => {
          const ids = [2, 3].map((n) => item(n).id);
          await tx.preload([recordId(2), recordId(3)], ids);
          expect(await Promise.all(ids.map((id) => tx.getItem(id)))).toEqual([item(2), sent(3)]);
        });
    });

    it('[S6] an answer finds an item as another context left it, not as this one sent it', async () => {
      const changed: OutboxItem = { ...sent(1), alone: false, delays: 3 };
      await harness.again().write((tx) => tx.putItem(changed));
      await harness.again().write((tx) => tx.deleteItem(item(3).id));
      await store.write(async (tx) => {
        await tx.preload([recordId(1), recordId(3)], [item(1).id, item(3).id]);
        expect(await tx.getItem(item(1).id)).toEqual(changed);
        expect(await tx.getItem(item(3).id)).toBeUndefined();
        expect(await tx.itemsOf([recordId(1), recordId(3)])).toEqual([changed]);
      });
    });
  });
}
