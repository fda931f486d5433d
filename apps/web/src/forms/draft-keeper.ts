/** How the draft stands. `full`: no room on the phone. */
export type DraftState = 'none' | 'kept' | 'full' | 'failed';

/** The engine's error for a phone with no room; by name, because it may come from another bundle. */
export const isStoreFull = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'StoreFullError' || error.name === 'QuotaExceededError');

/**
 * Keeps each answer as it is given. One write at a time; while it runs, only the newest answers wait, so that a
 * slow phone falls behind by one write and never by a queue of keystrokes.
 */
export class DraftKeeper<Content> {
  readonly #write: (content: Content) => Promise<void>;
  readonly #report: (state: DraftState) => void;
  #next: { readonly content: Content } | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(write: (content: Content) => Promise<void>, report: (state: DraftState) => void) {
    this.#write = write;
    this.#report = report;
  }

  keep(content: Content): void {
    if (this.#stopped) return;
    this.#next = { content };
    this.#running ??= this.#drain();
  }

  /**
   * No write is under way or will begin. Before a save, because the save removes the draft and a late write would
   * bring it back.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#next = undefined;
    await this.#running;
  }

  /** After a save that did not happen: the answers are a draft again. */
  resume(content: Content): void {
    this.#stopped = false;
    this.keep(content);
  }

  async #drain(): Promise<void> {
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      try {
        await this.#write(next.content);
        this.#report('kept');
      } catch (error) {
        this.#report(isStoreFull(error) ? 'full' : 'failed');
      }
    }
    this.#running = undefined;
  }

  #take(): { readonly content: Content } | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }
}
