import type { StoredNote } from '../core/note.ts';
import { MemoryNoteStore } from './memory-note-store.ts';
import { noteStoreContract } from './note-store-contract.ts';

noteStoreContract('memory', () => {
  const kept: StoredNote[] = [];
  return {
    store: new MemoryNoteStore(kept),
    again: () => new MemoryNoteStore(kept),
    close: () => Promise.resolve(),
  };
});
