import { NOTES_KEPT, type Note, type StoredNote } from '../core/note.ts';
import type { NoteStore } from '../ports.ts';

/** The log in memory. Share one `kept` between a store and its successor. */
export class MemoryNoteStore implements NoteStore {
  readonly #kept: StoredNote[];

  constructor(kept: StoredNote[] = []) {
    this.#kept = kept;
  }

  add(at: number, note: Note): Promise<void> {
    this.#kept.push({ seq: (this.#kept.at(-1)?.seq ?? 0) + 1, at, note: structuredClone(note) });
    if (this.#kept.length > NOTES_KEPT) this.#kept.shift();
    return Promise.resolve();
  }

  list(): Promise<StoredNote[]> {
    return Promise.resolve([...this.#kept]);
  }

  close(): void {
    /* What is kept stays, for the next one. */
  }
}
