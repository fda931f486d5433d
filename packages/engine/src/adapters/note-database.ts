import { Dexie, type Table } from 'dexie';
import { NOTES_KEPT, type Note, type StoredNote } from '../core/note.ts';
import type { NoteStore } from '../ports.ts';

interface NoteRow extends StoredNote {
  /** `seq` modulo the number of notes that are kept: a new note takes the place of the oldest. */
  readonly slot: number;
}

class NoteTables extends Dexie {
  readonly notes!: Table<NoteRow, number>;

  constructor(account: string) {
    /* Relaxed durability, the default: a note is not worth a wait for the disk. Not named as an account's outbox is: those
       are found by their names, and opened as one it lost its table. */
    super(`fieldsync:log:${account}`);
    this.version(1).stores({ notes: 'slot, seq' });
  }
}

/**
 * A ring in a database of its own: noting never waits for the outbox's lock, costs the outbox no flush to disk, and a log can
 * still be read where the outbox cannot. One note is one look at the end of an index and one put, however full the ring is.
 */
export class NoteDatabase implements NoteStore {
  readonly #tables: NoteTables;

  constructor(account: string) {
    this.#tables = new NoteTables(account);
  }

  async add(at: number, note: Note): Promise<void> {
    const { notes } = this.#tables;
    await this.#tables.transaction('rw', notes, async () => {
      const last = await notes.orderBy('seq').last();
      const seq = (last?.seq ?? 0) + 1;
      await notes.put({ slot: seq % NOTES_KEPT, seq, at, note });
    });
  }

  async list(): Promise<StoredNote[]> {
    return (await this.#tables.notes.orderBy('seq').toArray()).map(({ seq, at, note }) => ({
      seq,
      at,
      note,
    }));
  }

  close(): void {
    this.#tables.close();
  }
}
