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
      expect(await store.write((tx) => tx.arrive([arrival(1), arrival(2)], AT))).toEqual([]);
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

    it('[R2] leaves alone what the office has been heard of, what is gone, and what another answer concerns', async () => {
      const others: Partial<StoredRecord>[] = [
        { base: { version: 4, data: { assessmentType: 'WASH' } } },
        { base: { version: 4, data: null } },
        { deleted: true },
        { state: 'needs' },
        { state: 'conflict' },
      ];
      const before = others.map((parts, index) => buildRecord(11 + index, parts));
      await store.write(async (tx) => {
        for (const [index, record] of before.entries()) {
          await tx.putRecord(record);
          await tx.putItem(buildItem(11 + index));
        }
      });
      const all = [11, 12, 13, 14, 15, 99].map((n) => arrival(n));
      expect(await store.write((tx) => tx.arrive([arrival(1), ...all], AT))).toEqual(all);
      for (const context of contexts())
        await context.read(async (tx) => {
          for (const record of before) expect(await tx.getRecord(record.id)).toEqual(record);
          expect(await tx.itemsOf(before.map(({ id }) => id))).toHaveLength(before.length);
          expect(await tx.getRecord(recordId(1))).toEqual(arrived(1));
        });
    });
  });
}
