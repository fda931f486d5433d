import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideConflict } from '../core/decide-conflict.ts';
import type { ChangePage } from '../ports.ts';
import { create, device, record, remove, testId, update } from './operations.ts';
import { ruling } from './ruling.ts';
import type { ScopedStore } from './scoped-store.ts';
import { AREAS, at, bukar, office, ScopedPhone, scopeActs } from './scoped-store.ts';

/** What a scope by areas must do on every ExchangeStore. @param runs of acts at random */
export function scopeContract(harness: () => ScopedStore, runs: number): void {
  describe('a scope by areas', () => {
    const { say, pull, settle, drain } = scopeActs(harness);

    it('[R3] an area that is assigned brings its older records, page by page, and from then on the new ones', async () => {
      await settle();
      await say([create(1, 1, at(1)), create(2, 2, at(1)), create(3, 3, at(2)), create(4, 4, at(1))], bukar);
      const phone = new ScopedPhone();
      await drain(phone);
      expect(phone.versions).toEqual({});
      await harness().assign('amina', ['Bama']);
      const pages = await drain(phone, 2);
      expect(pages.flatMap(({ changes }) => changes.map(({ id, area }) => [id, area]))).toEqual(
        [1, 2, 4].map((number) => [record(number), 'Bama']),
      );
      await say([create(5, 5, at(1)), create(6, 6, at(2))], bukar);
      await drain(phone);
      expect(Object.keys(phone.versions)).toEqual([1, 2, 4, 5].map(record));
      expect((await pull(phone.cursor)).changes).toEqual([]);
    });

    it('[R3] an area that is taken away is said once, however long the phone was away; what is the person’s own stays', async () => {
      await settle();
      await harness().assign('amina', ['Bama', 'Dikwa']);
      await say([create(1, 1, at(1)), create(2, 2, at(2))], bukar);
      await say([create(3, 3, at(1))]);
      const phone = new ScopedPhone();
      await drain(phone);
      expect(Object.keys(phone.versions)).toEqual([1, 2, 3].map(record));
      await harness().assign('amina', ['Dikwa']);
      await say([update(4, 1, 1, { additionalDetails: 'not for her any more' })], bukar);
      await say([create(5, 5, at(1))], bukar);
      const pages = await drain(phone);
      expect(pages.flatMap(({ left }) => left)).toEqual(['Bama']);
      expect(pages.flatMap(({ changes }) => changes)).toEqual([]);
      expect(Object.keys(phone.versions)).toEqual([2, 3].map(record));
    });

    it('[R3] a record that moves leaves one phone and reaches the other, and nothing of it is said to the first', async () => {
      await settle();
      await harness().assign('amina', ['Bama']);
      await say([create(1, 1, at(1))], bukar);
      const phone = new ScopedPhone();
      await drain(phone);
      await say(
        [update(2, 1, 1, { affectedEntityId: testId('place', 3), additionalDetails: 'moved' })],
        bukar,
      );
      const [page] = await drain(phone);
      expect(page?.changes).toMatchObject([{ id: record(1), left: true, data: null, score: 0 }]);
      expect(phone.versions).toEqual({});
      await say([update(3, 1, 2, { affectedEntityId: testId('place', 1) })], bukar);
      await drain(phone);
      expect(phone.versions).toEqual({ [record(1)]: 3 });
    });

    it('[R3] a device that moved somebody else’s record itself is told where it is now, or that it is gone', async () => {
      await settle();
      const mine = {
        device: device(2),
        scope: { kind: 'person', userId: 'ibrahim' },
        user: 'ibrahim',
      } as const;
      await harness().assign('ibrahim', ['Bama', 'Dikwa']);
      await say([create(1, 1, at(1)), create(2, 2, at(1))], bukar);
      let { cursor } = await pull(null, mine);
      for (let more = true; more;) ({ cursor, more } = await pull(cursor, mine));
      await say([update(3, 1, 1, { affectedEntityId: testId('place', 2) })], office);
      await say([update(4, 2, 1, { affectedEntityId: testId('place', 3) })], office);
      expect((await pull(cursor, mine)).changes).toMatchObject([
        { id: record(1), version: 2, area: 'Dikwa' },
        { id: record(2), left: true },
      ]);
    });

    it('[K2] a device hears of a decision on its own edit also when the record is out of its scope by then', async () => {
      await settle();
      const mine = {
        device: device(2),
        scope: { kind: 'person', userId: 'ibrahim' },
        user: 'ibrahim',
      } as const;
      await harness().assign('ibrahim', ['Bama']);
      await say([create(1, 1, at(1))], bukar);
      const { cursor } = await pull(null, mine);
      await say([update(2, 1, 1, { numberHealthFacilities: 5 })], bukar);
      await say([update(3, 1, 1, { numberHealthFacilities: 7 })], office);
      await say([update(4, 1, 2, { affectedEntityId: testId('place', 3) })], bukar);
      await harness().conflicts.decide(testId('operation', 3), (state) =>
        decideConflict(state, ruling({ strategy: 'SERVER_WINS', version: 3 })),
      );
      const heard: unknown[] = [];
      for (let after: string | null = cursor, more = true; more;) {
        const page: ChangePage = await pull(after, mine);
        heard.push(...page.changes);
        ({ cursor: after, more } = page);
      }
      expect(heard).toContainEqual(
        expect.objectContaining({
          id: record(1),
          left: true,
          data: null,
          settled: [expect.objectContaining({ operation: testId('operation', 3) })],
        }),
      );
      expect(JSON.stringify(heard)).not.toContain('affectedEntityId');
    });

    const place = fc.integer({ min: 1, max: AREAS.length + 1 });
    const number = fc.integer({ min: 0, max: 30 });
    const who = fc.constantFrom('amina', 'bukar', 'bukar', 'bukar' as const);
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), who, place }) },
      { weight: 9, arbitrary: fc.record({ do: fc.constant('move' as const), number, place }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), number }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), number }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('assign' as const), areas: fc.subarray([...AREAS]) }),
      },
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('pull' as const), limit: fc.integer({ min: 1, max: 3 }) }),
      },
      { weight: 5, arbitrary: fc.record({ do: fc.constant('drain' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('purge' as const) }) },
    );

    it('[R3] whatever is assigned, moved and pulled in whatever order: when it is quiet a phone holds what its person may see, and no more', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 40, maxLength: 80, size: 'max' }), async (acts) => {
          run += 1;
          const base = run * 1_000;
          await settle();
          await harness().assign('amina', []);
          const phone = new ScopedPhone();
          await drain(phone);
          phone.held.clear();
          const made: { number: number; owner: string; place: number; version: number; gone: boolean }[] = [];
          let assigned: readonly string[] = [];
          let operation = base;
          const next = () => (operation += 1);
          const picked = (given: number) => {
            const alive = made.filter(({ gone }) => !gone);
            return alive.length === 0 ? undefined : alive[given % alive.length];
          };
          for (const one of acts) {
            if (one.do === 'create') {
              const row = {
                number: base + made.length + 1,
                owner: one.who,
                place: one.place,
                version: 1,
                gone: false,
              };
              made.push(row);
              // From another phone of hers: this one only listens.
              await say([create(next(), row.number, at(one.place))], {
                user: one.who,
                device: one.who === 'amina' ? 1 : 3,
              });
            } else if (one.do === 'assign') {
              assigned = one.areas;
              await harness().assign('amina', one.areas);
            } else if (one.do === 'pull') phone.take(await pull(phone.cursor, { limit: one.limit }));
            else if (one.do === 'drain') await drain(phone, 3);
            else if (one.do === 'forget') phone.cursor = null;
            else if (one.do === 'purge') await harness().purgeDepartures();
            else {
              const row = picked(one.number);
              if (row === undefined) continue;
              const patch =
                one.do === 'move'
                  ? { affectedEntityId: testId('place', one.place) }
                  : { additionalDetails: `edit ${String(operation)}` };
              const verdict =
                one.do === 'remove'
                  ? (await say([remove(next(), row.number, row.version)], office))[0]
                  : (await say([update(next(), row.number, row.version, patch)], office))[0];
              if (verdict?.status !== 'applied') throw new Error('the office may do that');
              row.version = verdict.version;
              if (one.do === 'move') row.place = one.place;
              if (one.do === 'remove') row.gone = true;
            }
          }
          await drain(phone, 2);
          const mayBeSeen = made.filter(
            ({ owner, place: where, gone }) =>
              !gone && (owner === 'amina' || assigned.includes(AREAS[where - 1] ?? '')),
          );
          const own = [...phone.held].filter(([id]) => made.some(({ number: n }) => record(n) === id));
          expect(Object.fromEntries(own.map(([id, { version }]) => [id, version]).sort())).toEqual(
            Object.fromEntries(mayBeSeen.map((row) => [record(row.number), row.version]).sort()),
          );
        }),
        { numRuns: runs },
      );
    }, 120_000);
  });
}
