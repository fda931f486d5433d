import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { vi } from 'vitest';
import { engineStoreContract } from '../testing/engine-store-contract.ts';
import { DexieEngineStore } from './dexie-engine-store.ts';
import { EngineDatabase } from './engine-database.ts';

let opened = 0;

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
  return Promise.resolve({
    store: new DexieEngineStore(open()),
    again: () => new DexieEngineStore(open()),
    discards: () => behind.discards.orderBy('at').toArray(),
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
