import { describe, expect, it } from 'vitest';
import { listQueue, queueOf } from './queue-entries.ts';
import { buildItem, buildRecord } from './testing/build-item.ts';
import { MemoryEngineStore } from './testing/memory-engine-store.ts';
import type { OutboxItem } from './core/stored.ts';

async function storeWith(...items: OutboxItem[]): Promise<MemoryEngineStore> {
  const store = new MemoryEngineStore();
  await store.write(async (tx) => {
    for (const item of items) {
      await tx.putItem(item);
      await tx.putRecord(buildRecord(item.seq, { id: item.recordId, reason: 'Health emergency' }));
    }
  });
  return store;
}

describe('the queue screen', () => {
  it('[C2] shows every unsent item: what waits for a person first, then what moves, then the line, then the rest', async () => {
    const store = await storeWith(
      buildItem(1, { state: 'fenced' }),
      buildItem(2, { state: 'later', nextAttemptAt: 9_000 }),
      buildItem(3, { score: 50 }),
      buildItem(4, { score: 90 }),
      buildItem(5, { state: 'sending' }),
      buildItem(6, { state: 'conflict' }),
      buildItem(7, { state: 'shelf', error: { code: 'VALIDATION', message: 'too many', field: 'a' } }),
    );
    const entries = await store.read((tx) => listQueue(tx, 50));
    expect(entries.map(({ state, place }) => [state, place])).toEqual([
      ['shelf', undefined],
      ['conflict', undefined],
      ['sending', 1],
      ['waiting', 2],
      ['waiting', 3],
      ['later', undefined],
      ['fenced', undefined],
    ]);
    expect(entries.map(({ criticalBand }) => criticalBand)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(entries[0]).toMatchObject({
      problem: { code: 'VALIDATION', field: 'a' },
      error: 'too many',
      priorityReason: 'Health emergency',
    });
    expect(entries[5]?.nextAttemptAt).toBe(9_000);
  });

  it('is cut to the limit, from the front', async () => {
    const store = await storeWith(
      buildItem(1),
      buildItem(2, { state: 'shelf' }),
      buildItem(3, { state: 'fenced' }),
    );
    const entries = await store.read((tx) => listQueue(tx, 2));
    expect(entries.map(({ state }) => state)).toEqual(['shelf', 'waiting']);
  });

  it('the items of one record come in the order in which they were captured, with what they carry', async () => {
    const { recordId } = buildItem(1);
    const store = await storeWith(
      buildItem(2, { recordId, action: 'UPDATE', patch: { a: null } }),
      buildItem(1),
      buildItem(3, { recordId, action: 'DELETE' }),
      buildItem(9),
    );
    const entries = await store.read((tx) => queueOf(tx, recordId));
    expect(entries.map(({ action, data, place }) => [action, data, place])).toEqual([
      ['CREATE', { assessmentType: 'FOOD' }, undefined],
      ['UPDATE', { a: null }, undefined],
      ['DELETE', null, undefined],
    ]);
  });
});
