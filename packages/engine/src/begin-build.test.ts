import type { DeviceId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { beginBuild } from './begin-build.ts';
import { testId } from './testing/build-item.ts';
import { food, Phone } from './testing/phone.ts';

const minted = (n: number) => (): DeviceId => testId(7, n) as DeviceId;

describe('the start of a build', () => {
  it('mints the device once', async () => {
    const phone = new Phone();
    expect(await beginBuild(phone.store, minted(1))).toBe(testId(7, 1));
    expect(await beginBuild(phone.store, minted(2))).toBe(testId(7, 1));
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
