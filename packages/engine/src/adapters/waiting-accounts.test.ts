import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { food, Phone, recordOf } from '../testing/phone.ts';
import { AccountRegistry } from './account-registry.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { waitingAccounts } from './waiting-accounts.ts';

async function work(account: string, saves: number, name?: string): Promise<void> {
  const registry = new AccountRegistry();
  await registry.activate(account, '', name);
  registry.close();
  const store = DexieEngineStore.open(account);
  const phone = new Phone({ store });
  for (let n = 0; n < saves; n += 1)
    recordOf(await phone.recorder.save({ type: 'ASSESSMENT', data: food() }));
  await store.read((tx) => tx.getMeta('counts'));
  store.close();
}

describe('others on the same phone', () => {
  afterEach(async () => {
    for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
  });

  it('[C2] are named with how many of their records wait, whoever works here now', async () => {
    await work('amina', 3, 'Amina Yusuf');
    await work('bala', 0, 'Bala Musa');
    await work('chidi', 1);
    await work('dije', 2, 'Dije Ali');
    expect(await waitingAccounts('dije')).toEqual([
      { account: 'amina', name: 'Amina Yusuf', unsent: 3 },
      { account: 'chidi', name: undefined, unsent: 1 },
    ]);
    expect((await waitingAccounts(undefined)).map(({ account }) => account)).toEqual([
      'amina',
      'chidi',
      'dije',
    ]);
    const registry = new AccountRegistry();
    expect(await registry.active()).toMatchObject({ account: 'dije' });
    await registry.deactivate('dije');
    expect(await registry.active()).toBeUndefined();
    expect(await registry.nameOf('dije')).toBe('Dije Ali');
    registry.close();
  });
});
