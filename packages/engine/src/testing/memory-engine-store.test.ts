import { StoreFullError } from '../ports.ts';
import { engineStoreContract } from './engine-store-contract.ts';
import { MemoryDisk, MemoryEngineStore } from './memory-engine-store.ts';

engineStoreContract('memory', () => {
  const disk = new MemoryDisk();
  return Promise.resolve({
    store: new MemoryEngineStore(disk),
    again: () => new MemoryEngineStore(disk),
    discards: () => Promise.resolve(disk.tables.discards),
    fill: () => {
      disk.beforeCommit = () => {
        throw new StoreFullError('no room');
      };
      return () => {
        disk.beforeCommit = undefined;
      };
    },
    close: () => Promise.resolve(),
  });
});
