import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { noteStoreContract } from '../testing/note-store-contract.ts';
import { NoteDatabase } from './note-database.ts';

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
      await Dexie.delete(`fieldsync-log-${account}`);
    },
  };
});
