import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { noteStoreContract } from '../testing/note-store-contract.ts';
import { NoteDatabase } from './note-database.ts';
import { waitingAccounts } from './waiting-accounts.ts';

let opened = 0;

noteStoreContract('IndexedDB', () => {
  opened += 1;
  const account = `notes-${opened}`;
  const stores: NoteDatabase[] = [];
  const open = (): NoteDatabase => {
    const store = new NoteDatabase(account);
    stores.push(store);
    return store;
  };
  return {
    store: open(),
    again: open,
    close: async () => {
      for (const store of stores) store.close();
      await Dexie.delete(`fieldsync:log:${account}`);
    },
  };
});

it('the log is not taken for an outbox by whoever looks for others on this phone', async () => {
  const log = new NoteDatabase('amina');
  await log.add(1, { what: 'quarantine', rows: 1 });
  log.close();
  expect(await waitingAccounts(undefined)).toEqual([]);
  const again = new NoteDatabase('amina');
  expect(await again.list()).toHaveLength(1);
  again.close();
});
