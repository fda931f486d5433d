import { exchangeStoreContract } from './exchange-store-contract.ts';
import { testId } from './operations.ts';
import { MemoryExchangeStore } from './memory-exchange-store.ts';

exchangeStoreContract('memory', async () => {
  const store = new MemoryExchangeStore();
  return {
    store,
    conflicts: store,
    openConflicts: async () =>
      store
        .openConflicts()
        .map(({ resolution: _how, resolvedBy: _by, resolvedAt: _at, ...opened }) => opened),
    jobs: async () => store.jobs,
    audit: async () => store.audit,
    restartFeed: async () => store.restartFeed('memory2'),
    // The same epoch: only what a restore says of records is looked at.
    markRestored: async () => store.restore(store.backup(), 'memory1'),
    settle: async (place, area) => void store.places.set(testId('place', place), area),
    assign: async (userId, areas) => store.assign(userId, areas),
    hear: async (device, user, cursor) => store.hear(device, user, cursor),
    purgeDepartures: async () => store.purgeDepartures(),
    departures: async () => store.departureCount,
    close: async () => undefined,
  };
});
