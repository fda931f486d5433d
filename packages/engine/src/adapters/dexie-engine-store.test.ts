import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { vi } from 'vitest';
import { engineStoreContract } from '../testing/engine-store-contract.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import type { OutboxItem } from '../core/stored.ts';
import { EngineDatabase } from './engine-database.ts';
import type { KeyRing } from './key-ring.ts';
import { keyIdOf, openBox } from './sealed-box.ts';

let opened = 0;

async function openedDiscards(database: EngineDatabase, ring: KeyRing) {
  const rows = await database.sealedDiscards.orderBy('at').toArray();
  const keys = await ring.load(false);
  return Promise.all(
    rows.map(async ({ at, id, box }) => {
      const key = keys.key(keyIdOf(box));
      const text = key === undefined ? undefined : await openBox(key, `discards/${id}/item`, box);
      return { at, item: JSON.parse(text ?? 'null') as OutboxItem };
    }),
  );
}

engineStoreContract('IndexedDB', () => {
  opened += 1;
  const account = `contract-${opened}`;
  const databases: EngineDatabase[] = [];
  const open = (): EngineDatabase => {
    const database = new EngineDatabase(account);
    databases.push(database);
    return database;
  };
  const behind = open();
  const store = new DexieEngineStore(open());
  return Promise.resolve({
    store,
    again: () => new DexieEngineStore(open()),
    discards: () => openedDiscards(behind, store.ring),
    fill: () => {
      const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
      return () => {
        put.mockRestore();
      };
    },
    close: async () => {
      for (const database of databases) database.close();
      await Dexie.delete(behind.name);
    },
  });
});
