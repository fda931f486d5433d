import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_ITEMS } from '../core/queue-counts.ts';
import type { EngineStore } from '../ports.ts';
import type { OutboxItem } from '../core/stored.ts';
import { engineStoreArrivals } from './engine-store-arrivals.ts';
import { engineStoreSending } from './engine-store-sending.ts';
import { engineStoreWrites, type EngineStoreHarness } from './engine-store-writes.ts';
import { buildDraft, buildItem, buildRecord, buildSession, operationId, recordId } from './build-item.ts';
import { MORNING } from './manual-clock.ts';

/** What every EngineStore must do. Run by the memory fake and by IndexedDB. */
export function engineStoreContract(name: string, open: () => Promise<EngineStoreHarness>): void {
  describe(`EngineStore on ${name}`, () => {
    let harness: EngineStoreHarness;
    let store: EngineStore;
    beforeEach(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterEach(() => harness.close());

    const putItems = (...items: OutboxItem[]): Promise<void> =>
      store.write(async (tx) => {
        for (const item of items) await tx.putItem(item);
      });

    engineStoreWrites(() => harness);
    engineStoreSending(() => harness);
    engineStoreArrivals(() => harness);

    it('a read sees one moment, also when a write commits in the middle of it', async () => {
      await store.write(async (tx) => {
        await tx.putMeta('sequence', 1);
        await tx.putItem(buildItem(1));
      });
      const other = harness.again();
      let start: () => void = () => undefined;
      const writing = new Promise<void>((resolve) => (start = resolve)).then(() =>
        other.write(async (tx) => {
          await tx.putMeta('sequence', 2);
          await tx.deleteItem(buildItem(1).id);
        }),
      );
      const seen = await store.read(async (tx) => {
        const sequence = await tx.getMeta('sequence');
        start();
        for (let turn = 0; turn < 20; turn += 1) await tx.getRecord(recordId(turn));
        return { sequence, again: await tx.getMeta('sequence'), item: await tx.getItem(buildItem(1).id) };
      });
      await writing;
      expect(seen).toEqual({ sequence: 1, again: 1, item: buildItem(1) });
      expect(await store.read((tx) => tx.getMeta('sequence'))).toBe(2);
    });

    describe('items', () => {
      it('[S4] waitingItems: one lane, by ascending order, up to the limit', async () => {
        const scores = [10, 90, 50, 70, 95, 30];
        await putItems(
          ...scores.map((score, n) => buildItem(n, { score })),
          buildItem(20, { score: 60, state: 'later', nextAttemptAt: 1 }),
          buildItem(21, { score: 60, state: 'sending' }),
        );
        const page = (lane: OutboxItem['lane'], limit: number): Promise<number[]> =>
          store.read(async (tx) => (await tx.waitingItems({ lane, limit })).map(({ score }) => score));
        expect(await page('critical', 9)).toEqual([95, 90]);
        expect(await page('records', 9)).toEqual([70, 50, 30, 10]);
        expect(await page('records', 2)).toEqual([70, 50]);
      });

      it('[S4] waitingItems: pages that go on behind the last item meet each once, equals in the order of capture', async () => {
        const orders = [7, 5, 5, 5, 5, 9, -1];
        await putItems(
          ...orders.map((order, n) => buildItem(n, { order, id: operationId(90 - n) })),
          buildItem(30, { order: 5, lane: 'critical' }),
          buildItem(31, { order: 5, state: 'shelf' }),
        );
        const seen = await store.read(async (tx) => {
          const found: OutboxItem[] = [];
          for (let size = 2; size === 2;) {
            const after = found.at(-1);
            const page = await tx.waitingItems({
              lane: 'records',
              limit: 2,
              ...(after === undefined ? {} : { after }),
            });
            found.push(...page);
            size = page.length;
          }
          return found.map(({ seq }) => seq);
        });
        expect(seen).toEqual([6, 1, 2, 3, 4, 0, 5]);
      });

      it('[S5] dueItems: those whose time has come, and those beyond what anything waits; the others are not read', async () => {
        const times = [500, 100, 300, 301, 9_000, 9_001, 20_000];
        await putItems(
          ...times.map((nextAttemptAt, n) => buildItem(n, { state: 'later', nextAttemptAt })),
          buildItem(20, { nextAttemptAt: 100 }),
        );
        const due = (limit: number): Promise<number[]> =>
          store.read(async (tx) =>
            (await tx.dueItems({ now: 300, horizon: 9_000, limit })).map(
              ({ nextAttemptAt }) => nextAttemptAt,
            ),
          );
        expect(await due(9)).toEqual([100, 300, 9_001, 20_000]);
        expect(await due(3)).toEqual([100, 300, 9_001]);
        expect(await due(2)).toEqual([100, 300]);
        expect(await due(1)).toEqual([100]);
      });

      it('[S4] waitingItems orders negative and large numbers alike', async () => {
        const orders = [5, -3, 1_800_000_000_000, -1_800_000_000_000, 0, 2.5];
        await putItems(...orders.map((order, n) => buildItem(n, { order })));
        const found = await store.read((tx) => tx.waitingItems({ lane: 'records', limit: 9 }));
        expect(found.map(({ order }) => order)).toEqual([...orders].sort((a, b) => a - b));
      });

      it('itemsIn: one state, by ascending order, up to the limit', async () => {
        await putItems(
          ...[3, 1, 2].map((order) => buildItem(order, { state: 'shelf', order })),
          buildItem(9, { state: 'conflict', order: 0 }),
        );
        const shelf = await store.read((tx) => tx.itemsIn({ state: 'shelf', limit: 2 }));
        expect(shelf.map(({ order }) => order)).toEqual([1, 2]);
      });

      it('itemsIn: those put off come by the time of their next attempt', async () => {
        await putItems(
          buildItem(1, { state: 'later', nextAttemptAt: 300, order: 1 }),
          buildItem(2, { state: 'later', nextAttemptAt: 100, order: 2 }),
          buildItem(3, { state: 'later', nextAttemptAt: 200, order: 3 }),
        );
        const later = await store.read((tx) => tx.itemsIn({ state: 'later', limit: 9 }));
        expect(later.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([100, 200, 300]);
      });

      it('[S2] itemsOf: every state of these records only, by ascending seq', async () => {
        await putItems(
          buildItem(4, { recordId: recordId(1), state: 'fenced' }),
          buildItem(1, { state: 'shelf' }),
          buildItem(2),
          buildItem(3, { recordId: recordId(1), order: -1 }),
        );
        await store.read(async (tx) => {
          const own = await tx.itemsOf([recordId(1)]);
          expect(own.map(({ seq }) => seq)).toEqual([1, 3, 4]);
          const both = await tx.itemsOf([recordId(2), recordId(1), recordId(2)]);
          expect(both.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
          expect(await tx.itemsOf([])).toEqual([]);
          expect(await tx.itemsOf([recordId(8)])).toEqual([]);
        });
      });

      it('[S4] newestItems: every state, the last captured first; pages that go on below an item meet each once', async () => {
        await putItems(
          buildItem(3, { state: 'shelf' }),
          buildItem(1),
          buildItem(9, { state: 'later', nextAttemptAt: 5 }),
          buildItem(4, { state: 'sending' }),
        );
        const seqs = (query: { before?: number; limit: number }): Promise<number[]> =>
          store.read(async (tx) => (await tx.newestItems(query)).map(({ seq }) => seq));
        expect(await seqs({ limit: 9 })).toEqual([9, 4, 3, 1]);
        expect(await seqs({ limit: 2 })).toEqual([9, 4]);
        expect(await seqs({ before: 4, limit: 2 })).toEqual([3, 1]);
        expect(await seqs({ before: 1, limit: 2 })).toEqual([]);
        await store.write(async (tx) => {
          await tx.markSending([buildItem(1)], 7);
          const [, , , marked] = await tx.newestItems({ limit: 9 });
          expect(marked).toMatchObject({ seq: 1, state: 'sending', mayBeKnown: true });
          await tx.putItem(buildItem(12));
          expect((await tx.newestItems({ limit: 1 })).map(({ seq }) => seq)).toEqual([12]);
        });
      });

      it('[S3] dependents: those that refer to one of these records, written in this transaction too', async () => {
        await putItems(
          buildItem(1),
          buildItem(2, { dependsOn: [recordId(1)] }),
          buildItem(3, { dependsOn: [recordId(1), recordId(2)] }),
          buildItem(4, { dependsOn: [recordId(8)] }),
        );
        await store.write(async (tx) => {
          const seqs = async (...ids: number[]): Promise<number[]> =>
            (await tx.dependents(ids.map(recordId))).map(({ seq }) => seq).sort((a, b) => a - b);
          expect(await seqs(1)).toEqual([2, 3]);
          expect(await seqs(1, 2, 8)).toEqual([2, 3, 4]);
          expect(await seqs(4)).toEqual([]);
          expect(await seqs()).toEqual([]);
          await tx.putItem(buildItem(5, { dependsOn: [recordId(4)] }));
          expect(await seqs(4)).toEqual([5]);
        });
      });

      it('[C2] the discard log keeps the item as it was, and when', async () => {
        const first = buildItem(1, { state: 'shelf', error: { code: 'VALIDATION', message: 'no' } });
        await store.write(async (tx) => {
          await tx.logDiscard(first, 100);
          await tx.logDiscard(buildItem(2), 200);
        });
        expect(await harness.discards()).toEqual([
          { item: first, at: 100 },
          { item: buildItem(2), at: 200 },
        ]);
      });
    });

    describe('records', () => {
      beforeEach(() =>
        store.write(async (tx) => {
          await tx.putRecord(buildRecord(1));
          await tx.putRecord(buildRecord(3, { state: 'office' }));
          await tx.putRecord(buildRecord(2, { state: 'office', type: 'RESPONSE' }));
          await tx.putRecord(buildRecord(4, { state: 'office' }));
        }),
      );

      const list = (query: Parameters<Parameters<Parameters<EngineStore['read']>[0]>[0]['listRecords']>[0]) =>
        store.read(async (tx) => (await tx.listRecords(query)).map(({ id }) => Number(id.slice(-2))));

      it('listRecords: newest first, up to the limit', async () => {
        expect(await list({ limit: 9 })).toEqual([4, 3, 2, 1]);
        expect(await list({ limit: 2 })).toEqual([4, 3]);
      });

      it('listRecords: by type, by state, by both', async () => {
        expect(await list({ type: 'ASSESSMENT', limit: 9 })).toEqual([4, 3, 1]);
        expect(await list({ state: 'office', limit: 9 })).toEqual([4, 3, 2]);
        expect(await list({ type: 'RESPONSE', state: 'office', limit: 9 })).toEqual([2]);
        expect(await list({ type: 'RESPONSE', state: 'phone', limit: 9 })).toEqual([]);
      });

      it('listRecords: from before a time, that time not included', async () => {
        const before = buildRecord(3).savedAt;
        expect(await list({ before, limit: 9 })).toEqual([2, 1]);
        expect(await list({ before, state: 'office', limit: 9 })).toEqual([2]);
        expect(await list({ before, type: 'ASSESSMENT', limit: 9 })).toEqual([1]);
        expect(await list({ before, type: 'ASSESSMENT', state: 'office', limit: 9 })).toEqual([]);
      });

      it('recordsAfter: by id, each once over all pages, with whose it is and which walk has met it', async () => {
        await store.write(async (tx) => {
          await tx.putRecord(buildRecord(3, { others: true, walk: 4 }));
          await tx.markSending([buildItem(2)], MORNING);
        });
        const pages = await store.read(async (tx) => {
          const first = await tx.recordsAfter(null, 3);
          const last = first.at(-1);
          return [first, await tx.recordsAfter(last?.id ?? null, 3)];
        });
        const numbers = pages.map((page) => page.map(({ id }) => Number(id.slice(-2))));
        expect(numbers).toEqual([[1, 2, 3], [4]]);
        expect(pages[0]?.[2]).toMatchObject({ others: true, walk: 4 });
        expect(pages[0]?.[1]).not.toHaveProperty('walk');
      });

      it('countRecords counts one state; a deleted record counts no more', async () => {
        expect(await store.read((tx) => tx.countRecords('office'))).toBe(3);
        await store.write((tx) => tx.deleteRecord(recordId(3)));
        expect(await store.read((tx) => tx.countRecords('office'))).toBe(2);
        expect(await store.read((tx) => tx.countRecords('needs'))).toBe(0);
      });
    });

    it('meta: absent is undefined, and each row has its own value, null and zero among them', async () => {
      await store.write(async (tx) => {
        await tx.putMeta('cursor', null);
        await tx.putMeta('failures', 0);
        await tx.putMeta('counts', { ...NO_ITEMS, high: 2 });
      });
      await store.read(async (tx) => {
        expect(await tx.getMeta('sequence')).toBeUndefined();
        expect(await tx.getMeta('cursor')).toBeNull();
        expect(await tx.getMeta('failures')).toBe(0);
        expect(await tx.getMeta('counts')).toEqual({ ...NO_ITEMS, high: 2 });
      });
    });

    it('meta: a row that was deleted is absent, in that transaction and afterwards', async () => {
      await store.write((tx) => tx.putMeta('sequence', 7));
      await store.write(async (tx) => {
        await tx.deleteMeta('sequence');
        await tx.deleteMeta('cursor');
        expect(await tx.getMeta('sequence')).toBeUndefined();
      });
      expect(await store.read((tx) => tx.getMeta('sequence'))).toBeUndefined();
    });

    it('drafts: by key, newest first, gone when deleted', async () => {
      await store.write(async (tx) => {
        await tx.putDraft(buildDraft(1));
        await tx.putDraft(buildDraft(3));
        await tx.putDraft(buildDraft(2));
        await tx.putDraft(buildDraft(1, { savedAt: buildDraft(9).savedAt }));
        await tx.deleteDraft(buildDraft(3).key);
        await tx.deleteDraft('never written');
      });
      await store.read(async (tx) => {
        const keys = (await tx.listDrafts()).map(({ key }) => key);
        expect(keys).toEqual([buildDraft(1).key, buildDraft(2).key]);
        expect(await tx.getDraft(buildDraft(3).key)).toBeUndefined();
      });
    });

    it('sessions: drops those from before the bound, and the oldest beyond the number to keep', async () => {
      const kept = (bounds: { keep: number; before: number }): Promise<number[]> =>
        store.write(async (tx) => {
          for (const n of [2, 5, 1, 4]) await tx.putSession(buildSession(n));
          await tx.pruneSessions(bounds);
          return (await tx.listSessions(9)).map(({ startedAt }) => startedAt - MORNING);
        });
      expect(await kept({ keep: 9, before: MORNING + 2 })).toEqual([5, 4, 2]);
      expect(await kept({ keep: 3, before: 0 })).toEqual([5, 4, 2]);
      expect(await kept({ keep: 2, before: MORNING + 5 })).toEqual([5]);
    });

    it('sessions: newest start first, up to the limit', async () => {
      await store.write(async (tx) => {
        for (const n of [2, 5, 1]) await tx.putSession(buildSession(n));
        await tx.putSession(buildSession(2, { outcome: 'lost' }));
      });
      const found = await store.read((tx) => tx.listSessions(2));
      expect(found).toEqual([buildSession(5), buildSession(2, { outcome: 'lost' })]);
    });
  });
}
