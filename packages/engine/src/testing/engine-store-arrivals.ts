import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecord } from '../core/stored.ts';
import type { Arrival, EngineStore } from '../ports.ts';
import { buildItem, buildRecord, operationId, recordId } from './build-item.ts';
import type { EngineStoreHarness } from './engine-store-writes.ts';

/** What every EngineStore must do with records that the office has taken as they are. */
export function engineStoreArrivals(current: () => EngineStoreHarness): void {
  describe('arrive', () => {
    let harness: EngineStoreHarness;
    let store: EngineStore;
    const AT = 1_700;
    const arrival = (n: number, version = n): Arrival => ({ item: buildItem(n), version });
    const arrived = (n: number, version = n): StoredRecord => {
      const record = buildRecord(n);
      return { ...record, state: 'office', base: { version, data: record.data }, officeAt: AT };
    };
    beforeEach(async () => {
      harness = current();
      ({ store } = harness);
      await store.write(async (tx) => {
        for (const n of [1, 2, 3]) {
          await tx.putItem(buildItem(n));
          await tx.putRecord(buildRecord(n));
        }
      });
      await store.write((tx) =>
        tx.markSending(
          [1, 2].map((n) => buildItem(n)),
          AT - 100,
        ),
      );
    });
    const contexts = (): EngineStore[] => [store, harness.again()];

    it('[S7] its item is gone and its record is at the office, whoever looks and however', async () => {
      await store.write((tx) => tx.arrive([arrival(1), arrival(2)], AT));
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.itemsOf([1, 2, 3].map(recordId))).toEqual([buildItem(3)]);
          expect(await tx.itemsIn({ state: 'sending', limit: 9 })).toEqual([]);
          expect(await tx.listRecords({ limit: 9 })).toEqual([buildRecord(3), arrived(2), arrived(1)]);
          expect(await tx.listRecords({ state: 'office', limit: 9 })).toEqual([arrived(2), arrived(1)]);
          expect(await tx.listRecords({ state: 'sending', limit: 9 })).toEqual([]);
          expect([await tx.countRecords('phone'), await tx.countRecords('office')]).toEqual([1, 2]);
        });
    });

    it('[S7] and so it is for what comes later in the same transaction', async () => {
      const seen = await store.write(async (tx) => {
        await tx.preload([], [operationId(1)]);
        await tx.arrive([arrival(1)], AT);
        const items = await tx.itemsOf([recordId(1)]);
        return [items, await tx.getItem(operationId(1)), await tx.getRecord(recordId(1))];
      });
      expect(seen).toEqual([[], undefined, arrived(1)]);
    });

    it('[C1] of a transaction that fails nothing is left', async () => {
      const failing = store.write(async (tx) => {
        await tx.arrive([arrival(1)], AT);
        throw new Error('killed');
      });
      await expect(failing).rejects.toThrow('killed');
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.getRecord(recordId(1))).toEqual(buildRecord(1, { state: 'sending' }));
          expect(await tx.itemsIn({ state: 'sending', limit: 9 })).toHaveLength(2);
        });
    });

    it('[S2] what is written of a record afterwards stands, whoever writes it', async () => {
      await store.write((tx) => tx.arrive([arrival(1), arrival(2)], AT));
      const edit = buildItem(7, { recordId: recordId(1), action: 'UPDATE', alone: true });
      const edited: StoredRecord = { ...arrived(1), state: 'phone', data: { assessmentType: 'WASH' } };
      await harness.again().write(async (tx) => {
        await tx.putItem(edit);
        expect(await tx.getRecord(recordId(1))).toEqual(arrived(1));
        await tx.putRecord(edited);
        await tx.deleteRecord(recordId(2));
      });
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.getRecord(recordId(1))).toEqual(edited);
          expect(await tx.itemsOf([1, 2].map(recordId))).toEqual([edit]);
          expect(await tx.listRecords({ limit: 9 })).toEqual([buildRecord(3), edited]);
          expect(await tx.listRecords({ state: 'office', limit: 9 })).toEqual([]);
          expect([await tx.countRecords('phone'), await tx.countRecords('office')]).toEqual([2, 0]);
        });
    });

    it('[S7] one of which an edit is written in the same transaction is at the office all the same', async () => {
      const edit = buildItem(7, { recordId: recordId(1), action: 'UPDATE' });
      await store.write((tx) => tx.arrive([arrival(1)], AT));
      await store.write((tx) => tx.putItem(edit));
      await store.write(async (tx) => {
        await tx.getRecord(recordId(2));
        await tx.arrive([arrival(2)], AT);
        expect(await tx.getRecord(recordId(2))).toEqual(arrived(2));
      });
      for (const context of contexts())
        await context.read(async (tx) => {
          expect(await tx.getRecord(recordId(1))).toEqual(arrived(1));
          expect(await tx.getRecord(recordId(2))).toEqual(arrived(2));
          expect(await tx.itemsOf([1, 2].map(recordId))).toEqual([edit]);
        });
    });

    it('[S4] pages are as full as they would be without it', async () => {
      await store.write(async (tx) => {
        for (const n of [4, 5, 6]) {
          await tx.putItem(buildItem(n));
          await tx.putRecord(buildRecord(n));
        }
        await tx.arrive([arrival(1), arrival(5)], AT);
      });
      for (const context of contexts())
        await context.read(async (tx) => {
          const seqs = async (limit: number, after?: number): Promise<number[]> =>
            (
              await tx.waitingItems({
                lane: 'records',
                limit,
                ...(after === undefined ? {} : { after: buildItem(after) }),
              })
            ).map(({ seq }) => seq);
          expect(await seqs(1)).toEqual([3]);
          expect(await seqs(2)).toEqual([3, 4]);
          expect(await seqs(9)).toEqual([3, 4, 6]);
          expect(await seqs(2, 4)).toEqual([6]);
          const newest = await tx.newestItems({ limit: 2 });
          expect(newest.map(({ seq }) => seq)).toEqual([6, 4]);
          const below = await tx.newestItems({ limit: 2, before: 6 });
          expect(below.map(({ seq }) => seq)).toEqual([4, 3]);
          expect((await tx.listRecords({ state: 'phone', limit: 2 })).map(({ id }) => id)).toEqual(
            [6, 4].map(recordId),
          );
          expect(await tx.listRecords({ state: 'office', limit: 1 })).toEqual([arrived(5)]);
          expect(await tx.listRecords({ state: 'office', type: 'RESPONSE', limit: 9 })).toEqual([]);
          const before = buildRecord(5).savedAt;
          expect(await tx.listRecords({ state: 'office', before, limit: 9 })).toEqual([arrived(1)]);
        });
    });
  });
}
