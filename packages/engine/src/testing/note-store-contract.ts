import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTES_KEPT } from '../core/note.ts';
import type { NoteStore } from '../ports.ts';

export interface NoteStoreHarness {
  readonly store: NoteStore;
  /** Another one on the same place, as another tab or the worker opens it. */
  readonly again: () => NoteStore;
  readonly close: () => Promise<void>;
}

/** What every NoteStore must do. Run by the memory fake and by IndexedDB. */
export function noteStoreContract(name: string, open: () => NoteStoreHarness): void {
  describe(`NoteStore on ${name}`, () => {
    let harness: NoteStoreHarness;
    beforeEach(() => {
      harness = open();
    });
    afterEach(() => harness.close());

    it('lists what was noted, oldest first, with its time', async () => {
      expect(await harness.store.list()).toEqual([]);
      await harness.store.add(7, { what: 'error', name: 'A' });
      await harness.store.add(5, { what: 'quarantine', rows: 2 });
      expect(await harness.store.list()).toEqual([
        { seq: 1, at: 7, note: { what: 'error', name: 'A' } },
        { seq: 2, at: 5, note: { what: 'quarantine', rows: 2 } },
      ]);
    });

    it('is one log for every tab and the worker, also when they note at once, and after a restart', async () => {
      const other = harness.again();
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          (n % 2 === 0 ? harness.store : other).add(n, { what: 'quarantine', rows: n }),
        ),
      );
      const seen = await harness.again().list();
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(new Set(seen.map(({ at }) => at)).size).toBe(20);
    });

    it('keeps the newest and no more', async () => {
      for (let n = 1; n <= NOTES_KEPT + 3; n += 1) await harness.store.add(n, { what: 'error', name: 'E' });
      const seen = await harness.store.list();
      expect([seen.length, seen[0]?.at, seen.at(-1)?.at]).toEqual([NOTES_KEPT, 4, NOTES_KEPT + 3]);
    }, 60_000);
  });
}
