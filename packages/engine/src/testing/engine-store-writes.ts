import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxItem } from '../core/stored.ts';
import { StoreFullError, type EngineStore } from '../ports.ts';
import { buildDraft, buildItem, buildRecord, buildSession, recordId } from './build-item.ts';

/** A store and the means to look behind it. */
export interface EngineStoreHarness {
  readonly store: EngineStore;
  /** The same disk opened once more, as by another tab, or by the same one after it died. */
  again(): EngineStore;
  /** What a person threw away, oldest first. */
  discards(): Promise<readonly { readonly item: OutboxItem; readonly at: number }[]>;
  /** No write finds room any more, until the returned function is called. */
  fill(): () => void;
  close(): Promise<void>;
}

/** What every EngineStore must do when it writes. */
export function engineStoreWrites(current: () => EngineStoreHarness): void {
  describe('write', () => {
    let harness: EngineStoreHarness;
    let store: EngineStore;
    beforeEach(() => {
      harness = current();
      ({ store } = harness);
    });
    const putItems = (...items: OutboxItem[]): Promise<void> =>
      store.write(async (tx) => {
        for (const item of items) await tx.putItem(item);
      });
    const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

    it('[C1] is on the disk when it resolves: another context reads all of it', async () => {
      const result = await store.write(async (tx) => {
        await tx.putRecord(buildRecord(1));
        await tx.putItem(buildItem(1));
        await tx.putMeta('sequence', 1);
        await tx.putDraft(buildDraft(1));
        await tx.putSession(buildSession(1));
        return 'saved';
      });
      expect(result).toBe('saved');
      await harness.again().read(async (tx) => {
        expect(await tx.getRecord(recordId(1))).toEqual(buildRecord(1));
        expect(await tx.getItem(buildItem(1).id)).toEqual(buildItem(1));
        expect(await tx.getMeta('sequence')).toBe(1);
        expect(await tx.getDraft(buildDraft(1).key)).toEqual(buildDraft(1));
        expect(await tx.listSessions(5)).toEqual([buildSession(1)]);
      });
    });

    it('[C1] that throws leaves no trace of anything it wrote or deleted', async () => {
      await store.write(async (tx) => {
        await tx.putRecord(buildRecord(1));
        await tx.putItem(buildItem(1));
        await tx.putDraft(buildDraft(1));
        await tx.putMeta('sequence', 1);
      });
      const failing = store.write(async (tx) => {
        await tx.putRecord(buildRecord(1, { deleted: true }));
        await tx.putRecord(buildRecord(2));
        await tx.deleteItem(buildItem(1).id);
        await tx.putItem(buildItem(2));
        await tx.deleteDraft(buildDraft(1).key);
        await tx.putMeta('sequence', 2);
        await tx.putSession(buildSession(1));
        await tx.logDiscard(buildItem(1), 5);
        throw new RangeError('half way');
      });
      await expect(failing).rejects.toThrow(RangeError);
      await harness.again().read(async (tx) => {
        expect(await tx.getRecord(recordId(1))).toEqual(buildRecord(1));
        expect(await tx.getRecord(recordId(2))).toBeUndefined();
        expect(ids(await tx.waitingItems({ lane: 'records', limit: 9 }))).toEqual([buildItem(1).id]);
        expect(await tx.getDraft(buildDraft(1).key)).toEqual(buildDraft(1));
        expect(await tx.getMeta('sequence')).toBe(1);
        expect(await tx.listSessions(9)).toEqual([]);
      });
      expect(await harness.discards()).toEqual([]);
    });

    it('[C1] without room rejects with StoreFullError, writes nothing, and works again once there is room', async () => {
      await putItems(buildItem(1));
      const empty = harness.fill();
      const failing = store.write(async (tx) => {
        await tx.putRecord(buildRecord(2));
        await tx.putItem(buildItem(2));
      });
      await expect(failing).rejects.toBeInstanceOf(StoreFullError);
      empty();
      await store.read(async (tx) => {
        expect(await tx.getRecord(recordId(2))).toBeUndefined();
        expect(ids(await tx.itemsOf([recordId(1), recordId(2)]))).toEqual([buildItem(1).id]);
      });
      await putItems(buildItem(2));
      expect(await store.read((tx) => tx.getItem(buildItem(2).id))).toEqual(buildItem(2));
    });

    it('sees its own changes before they are committed, in every question', async () => {
      await store.write(async (tx) => {
        for (const n of [1, 2, 3]) {
          await tx.putItem(buildItem(n, { score: 10 * n }));
          await tx.putRecord(buildRecord(n));
        }
        await tx.putDraft(buildDraft(1));
        await tx.putSession(buildSession(1));
      });
      await store.write(async (tx) => {
        await tx.putItem(buildItem(4, { score: 25 }));
        await tx.deleteItem(buildItem(1).id);
        await tx.putItem(buildItem(2, { state: 'shelf' }));
        await tx.putItem(buildItem(5, { recordId: recordId(3), score: 90 }));
        await tx.deleteItem(buildItem(5).id);
        await tx.putItem(buildItem(5, { recordId: recordId(3), score: 91 }));
        expect(ids(await tx.waitingItems({ lane: 'records', limit: 9 }))).toEqual(
          ids([buildItem(3), buildItem(4)]),
        );
        expect(
          ids(await tx.waitingItems({ lane: 'records', limit: 1, after: buildItem(3, { score: 30 }) })),
        ).toEqual([buildItem(4).id]);
        expect(await tx.waitingItems({ lane: 'critical', limit: 9 })).toMatchObject([{ score: 91 }]);
        expect(ids(await tx.itemsIn({ state: 'shelf', limit: 9 }))).toEqual([buildItem(2).id]);
        expect(ids(await tx.itemsOf([recordId(3), recordId(1)]))).toEqual(ids([buildItem(3), buildItem(5)]));
        expect(await tx.getItem(buildItem(1).id)).toBeUndefined();
        expect(await tx.getItem(buildItem(2).id)).toMatchObject({ state: 'shelf' });

        await tx.putRecord(buildRecord(4, { state: 'office' }));
        await tx.putRecord(buildRecord(2, { state: 'office' }));
        await tx.deleteRecord(recordId(1));
        expect(ids(await tx.listRecords({ limit: 9 }))).toEqual([4, 3, 2].map(recordId));
        expect(ids(await tx.listRecords({ state: 'office', limit: 9 }))).toEqual([4, 2].map(recordId));
        expect([await tx.countRecords('office'), await tx.countRecords('phone')]).toEqual([2, 1]);
        expect(await tx.getRecord(recordId(1))).toBeUndefined();

        await tx.putMeta('sequence', 1);
        await tx.putMeta('sequence', 2);
        expect(await tx.getMeta('sequence')).toBe(2);
        await tx.putDraft(buildDraft(2));
        await tx.deleteDraft(buildDraft(1).key);
        expect(await tx.listDrafts()).toEqual([buildDraft(2)]);
        expect(await tx.getDraft(buildDraft(1).key)).toBeUndefined();
        await tx.putSession(buildSession(2));
        expect(await tx.listSessions(9)).toEqual([buildSession(2), buildSession(1)]);
      });
      const after = await harness
        .again()
        .read(async (tx) => [
          ids(await tx.itemsOf([1, 2, 3, 4].map(recordId))),
          ids(await tx.listRecords({ limit: 9 })),
          await tx.getMeta('sequence'),
        ]);
      expect(after).toEqual([ids([2, 3, 4, 5].map((n) => buildItem(n))), [4, 3, 2].map(recordId), 2]);
    });

    it('leaves what it read as it was, whatever its reader does with it afterwards', async () => {
      await putItems(buildItem(1));
      await store.write(async (tx) => {
        const [item] = await tx.itemsOf([recordId(1)]);
        if (item !== undefined) await tx.putItem({ ...item, state: 'later', nextAttemptAt: 5 });
      });
      expect(await store.read((tx) => tx.itemsIn({ state: 'later', limit: 9 }))).toHaveLength(1);
      expect(await store.read((tx) => tx.waitingItems({ lane: 'records', limit: 9 }))).toEqual([]);
    });

    it('[C1] is still one transaction when its first question needs no look at the disk', async () => {
      const failing = store.write(async (tx) => {
        expect(await tx.itemsOf([])).toEqual([]);
        await tx.putMeta('sequence', 9);
        throw new RangeError('half way');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await store.read((tx) => tx.getMeta('sequence'))).toBeUndefined();
    });

    it('[C1] is still one transaction after a thousand answers that needed no look at the disk', async () => {
      await store.write(async (tx) => {
        await tx.putRecord(buildRecord(1));
        await tx.putItem(buildItem(1));
      });
      const failing = store.write(async (tx) => {
        await tx.preload([recordId(1)], [buildItem(1).id]);
        for (let n = 0; n < 200; n += 1) {
          await tx.getRecord(recordId(1));
          await tx.getItem(buildItem(1).id);
          await tx.itemsOf([recordId(1)]);
          await tx.preload([recordId(1)], [buildItem(1).id]);
          await tx.getMeta('sequence');
        }
        await tx.putItem(buildItem(2));
        expect(await tx.waitingItems({ lane: 'records', limit: 9 })).toHaveLength(2);
        throw new Error('after all');
      });
      await expect(failing).rejects.toThrow('after all');
      await store.read(async (tx) => {
        expect(await tx.itemsOf([recordId(1), recordId(2)])).toEqual([buildItem(1)]);
      });
    });

    it('is serialised with every other write, of another context too', async () => {
      const contexts = [store, harness.again(), harness.again()];
      const writes = Array.from({ length: 10 }, () => contexts).flatMap((all) =>
        all.map((context) =>
          context.write(async (tx) => {
            const before = (await tx.getMeta('sequence')) ?? 0;
            await tx.getRecord(recordId(before));
            await tx.putMeta('sequence', before + 1);
            return before;
          }),
        ),
      );
      const seen = await Promise.all(writes);
      expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index));
      expect(await store.read((tx) => tx.getMeta('sequence'))).toBe(30);
    });

    it('goes on after one that failed', async () => {
      const failing = store.write(() => Promise.reject(new Error('first')));
      const next = store.write((tx) => tx.putMeta('sequence', 7));
      await expect(failing).rejects.toThrow('first');
      await next;
      expect(await store.read((tx) => tx.getMeta('sequence'))).toBe(7);
    });

    it('replaces what has the same key, and keeps nothing of the old one', async () => {
      await putItems(buildItem(1, { error: { code: 'INTERNAL', message: '' }, state: 'later' }));
      await putItems(buildItem(1));
      expect(await store.read((tx) => tx.getItem(buildItem(1).id))).toEqual(buildItem(1));
      expect(await store.read((tx) => tx.itemsIn({ state: 'later', limit: 9 }))).toEqual([]);
    });

    it('keeps what was put, whatever becomes of the object afterwards', async () => {
      const data = { assessmentType: 'FOOD', foodSource: ['MARKET'] };
      await store.write((tx) => tx.putRecord(buildRecord(1, { data })));
      data.foodSource.push('NONE');
      const kept = await store.read((tx) => tx.getRecord(recordId(1)));
      expect(kept?.data['foodSource']).toEqual(['MARKET']);
    });
  });
}
