import type { DeviceId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { beginBuild } from './begin-build.ts';
import { NO_ITEMS } from './core/queue-counts.ts';
import { buildRecord, recordId, testId } from './testing/build-item.ts';
import { food, Phone } from './testing/phone.ts';

const minted = (n: number) => (): DeviceId => testId(7, n) as DeviceId;

describe('the start of a build', () => {
  it('mints the device once', async () => {
    const phone = new Phone();
    expect(await beginBuild(phone.store, minted(1))).toBe(testId(7, 1));
    expect(await beginBuild(phone.store, minted(2))).toBe(testId(7, 1));
  });

  it('counts the records of a build that kept no counts, once', async () => {
    const phone = new Phone();
    await phone.store.write(async (tx) => {
      await tx.putRecord(buildRecord(1));
      await tx.putRecord(buildRecord(2, { state: 'office', officeAt: 70 }));
      await tx.putRecord(buildRecord(3, { state: 'office', officeAt: 90 }));
      await tx.putRecord(buildRecord(4, { state: 'office' }));
    });
    await beginBuild(phone.store, minted(1));
    const counted = { phone: 1, office: 3, needs: 0, conflict: 0 };
    expect([phone.meta('recordTotals'), phone.meta('lastOfficeAt')]).toEqual([counted, 90]);
    await phone.store.write((tx) => tx.deleteRecord(recordId(4)));
    await beginBuild(phone.store, minted(1));
    expect(phone.meta('recordTotals')).toEqual(counted);
  });

  it('[K2] asks for everything once where a build that heard of no decisions left two versions', async () => {
    for (const conflict of [0, 1]) {
      const phone = new Phone();
      await phone.putMeta('counts', { ...NO_ITEMS, conflict });
      await phone.putMeta('cursor', 'e.5');
      await beginBuild(phone.store, minted(1));
      expect(phone.meta('cursor')).toBe(conflict === 0 ? 'e.5' : null);
      await phone.putMeta('cursor', 'e.6');
      await beginBuild(phone.store, minted(1));
      expect(phone.meta('cursor')).toBe('e.6');
    }
  });

  it('[S5][C2] ends the hold of one that was too old, and only that', async () => {
    const phone = new Phone();
    await phone.save(food());
    await phone.drainAll((ask) => {
      ask.fail('UNSUPPORTED_VERSION');
    });
    const user = { reason: 'user', since: 1 } as const;
    await phone.putMeta('pauses', [...(phone.meta('pauses') ?? []), user]);
    expect(phone.meta('pauses')).toMatchObject([{ reason: 'update' }, user]);
    await beginBuild(phone.store, minted(1));
    expect(phone.meta('pauses')).toEqual([user]);
    await phone.putMeta('pauses', []);
    await phone.drainAll();
    expect(phone.items).toEqual([]);
  });
});
