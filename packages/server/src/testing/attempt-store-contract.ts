import { beforeEach, describe, expect, it } from 'vitest';
import type { AttemptStore } from '../accounts/attempt-limits.ts';

const START = Date.UTC(2026, 10, 20);

/** What every AttemptStore must do. `open` gives an empty one. */
export function attemptStoreContract(name: string, open: () => Promise<AttemptStore>): void {
  describe(`AttemptStore in ${name}`, () => {
    let store: AttemptStore;
    beforeEach(async () => {
      store = await open();
    });

    it('counts from the first attempt to the end of its window, and then from the beginning', async () => {
      expect(await store.add('a', 1_000, START)).toEqual({ count: 1, until: START + 1_000 });
      expect(await store.add('a', 1_000, START + 999)).toEqual({ count: 2, until: START + 1_000 });
      expect(await store.add('a', 1_000, START + 1_000)).toEqual({ count: 1, until: START + 2_000 });
    });

    it('keeps names apart, and forgets the one that it is told to', async () => {
      await store.add('a', 1_000, START);
      await store.add('b', 1_000, START);
      await store.forget('a');
      expect((await store.add('a', 1_000, START)).count).toBe(1);
      expect((await store.add('b', 1_000, START)).count).toBe(2);
    });

    it('counts each of many at once', async () => {
      const counted = await Promise.all(Array.from({ length: 20 }, () => store.add('a', 1_000, START)));
      expect(counted.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });
  });
}
