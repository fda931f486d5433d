/** Above this the top row is still where it was, px. */
const AT_TOP = 4;
/** A hand or an eye that has left the list is not missed by less. */
export const QUIET_MS = 4_000;

const signs = ['pointermove', 'pointerdown', 'wheel', 'touchmove', 'keydown'] as const;

/**
 * Whether a person reads in the list: scrolled down, or busy in it a moment ago. Then no row may move under them. A
 * pointer that merely lies there does not count, or an unattended screen would never show what came in.
 */
export class ReadingPlace {
  readonly #clock: () => number;
  #list: HTMLElement | null = null;
  #busyAt = -Infinity;
  #leave: (() => void) | undefined;

  /** @param clock ms, only ever compared with itself */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Takes the element that the rows are in, or null when it goes. */
  readonly attach = (list: HTMLElement | null): void => {
    this.#leave?.();
    this.#list = list;
    if (list === null) return;
    const end = new AbortController();
    this.#leave = () => end.abort();
    for (const sign of signs)
      list.addEventListener(
        sign,
        () => {
          this.#busyAt = this.#clock();
        },
        { passive: true, signal: end.signal },
      );
  };

  readonly isReading = (): boolean => {
    if (this.#list === null) return false;
    const scroller = this.#list.closest('[data-list-area]');
    const scrolled = (scroller?.scrollTop ?? 0) > AT_TOP || window.scrollY > AT_TOP;
    return scrolled || this.#clock() - this.#busyAt < QUIET_MS;
  };
}
