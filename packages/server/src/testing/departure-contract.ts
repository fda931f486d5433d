import { describe, expect, it } from 'vitest';
import { decideConflict } from '../core/decide-conflict.ts';
import { create, device, record, testId, update } from './operations.ts';
import { ruling } from './ruling.ts';
import type { ScopedStore } from './scoped-store.ts';
import { at, bukar, office, ScopedPhone, scopeActs } from './scoped-store.ts';

/** How long an ExchangeStore keeps what phones are to hear of records that are out of their scope. */
export function departureContract(harness: () => ScopedStore): void {
  describe('what is kept of departures', () => {
    const { say, pull, settle, drain, hearLater } = scopeActs(harness);

    it('[R3] that a record left is kept until every phone that holds it has heard so, and no longer', async () => {
      await settle();
      await harness().assign('amina', ['Bama']);
      await say([create(1, 1, at(1))], bukar);
      const [near, away] = [new ScopedPhone(), new ScopedPhone()];
      const other = { device: device(8), user: 'amina' };
      await drain(near);
      await drain(away, 100, other);
      await hearLater(near);
      await hearLater(away, other);
      await say([update(2, 1, 1, { affectedEntityId: testId('place', 3) })], bukar);
      await drain(near);
      await hearLater(near);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(1);

      const page = await pull(away.cursor, other);
      expect(page.changes).toMatchObject([{ id: record(1), left: true }]);
      away.take(page);
      // It was sent, but whether it arrived only the next request says.
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(1);
      await hearLater(away, other);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(0);
    });

    it('[R3] that a record left is not kept for a phone whose person has lost the area, nor where nobody has it', async () => {
      await settle();
      await say([create(1, 1, at(1)), create(2, 2, at(2))], bukar);
      await harness().assign('amina', ['Bama']);
      const phone = new ScopedPhone();
      await drain(phone);
      await say([update(3, 1, 1, { affectedEntityId: testId('place', 3) })], bukar);
      await say([update(4, 2, 1, { affectedEntityId: testId('place', 3) })], bukar);
      expect(await harness().departures()).toBe(2);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(1);
      await harness().assign('amina', []);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(0);
      await drain(phone);
      expect(phone.versions).toEqual({});
    });

    it('[R3] that a record left is kept for a phone that begins anew, until it has come so far again', async () => {
      await settle();
      await harness().assign('amina', ['Bama']);
      await say([create(1, 1, at(1))], bukar);
      const phone = new ScopedPhone();
      await drain(phone);
      await hearLater(phone);
      await harness().restartFeed();
      await say([update(2, 1, 1, { affectedEntityId: testId('place', 3) })], bukar);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(1);
      await hearLater(phone);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(1);
      await drain(phone);
      await hearLater(phone);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(0);
    });

    it('[K2] a decision on a device’s own edit is kept for it until it has heard so, and no longer', async () => {
      await settle();
      const mine = {
        device: device(2),
        scope: { kind: 'person', userId: 'ibrahim' },
        user: 'ibrahim',
      } as const;
      const phone = new ScopedPhone();
      const listen = async (): Promise<readonly unknown[]> =>
        (await drain(phone, 100, mine)).flatMap(({ changes }) => changes);
      await harness().assign('ibrahim', ['Bama']);
      await say([create(1, 1, at(1))], bukar);
      await listen();
      await say([update(2, 1, 1, { numberHealthFacilities: 5 })], bukar);
      await say([update(3, 1, 1, { numberHealthFacilities: 7 })], office);
      await say([update(4, 1, 2, { affectedEntityId: testId('place', 3) })], bukar);
      await listen();
      await hearLater(phone, mine);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(0);
      await harness().conflicts.decide(testId('operation', 3), (state) =>
        decideConflict(state, ruling({ strategy: 'SERVER_WINS', version: 3 })),
      );
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(1);
      expect(await listen()).toMatchObject([
        { id: record(1), left: true, settled: [{ operation: testId('operation', 3) }] },
      ]);
      await hearLater(phone, mine);
      await harness().purgeDepartures();
      expect(await harness().departures()).toBe(0);
    });
  });
}
