import { boundedNote, sessionNote, type Note, type StoredNote } from './core/note.ts';
import type { SyncEvents } from './events.ts';
import type { Clock, ExchangeResult, NoteStore } from './ports.ts';

/**
 * The log of this phone. Noting never waits, never throws and never stands in the way of sending: a log that fails is a gap in
 * the log, nothing else.
 */
export class Journal {
  readonly #notes: NoteStore;
  readonly #clock: Clock;
  #written: Promise<void> = Promise.resolve();
  #holds = '';

  constructor(notes: NoteStore, clock: Clock) {
    this.#notes = notes;
    this.#clock = clock;
  }

  note(note: Note): void {
    const at = this.#clock.now();
    this.#written = this.#written.then(() => this.#notes.add(at, boundedNote(note))).catch(() => undefined);
  }

  /** What an engine of this context said to its listeners. Other contexts note their own. */
  noteEvent<Name extends keyof SyncEvents>(name: Name, event: SyncEvents[Name]): void {
    if (name === 'session:ended') this.note(sessionNote(event as SyncEvents['session:ended']));
    if (name !== 'hold:changed') return;
    const { reasons } = event as SyncEvents['hold:changed'];
    /* Said at each look of the policy: a phone that waits all night for a charger would fill the log with it. */
    const holds = reasons.join();
    if (holds !== this.#holds) this.note({ what: 'hold', reasons });
    this.#holds = holds;
  }

  noteExchange(result: ExchangeResult): void {
    if (!result.ok) this.note({ what: 'failure', code: result.code, ms: result.figures.durationMs });
  }

  noteError(error: unknown): void {
    this.note({ what: 'error', name: error instanceof Error ? error.name : typeof error });
  }

  /** Oldest first. Empty where the log cannot be read. */
  async list(): Promise<StoredNote[]> {
    await this.#written;
    return this.#notes.list().catch(() => []);
  }

  close(): void {
    void this.#written.then(() => {
      this.#notes.close();
    });
  }
}
