import { setTimeout as wait } from 'node:timers/promises';

/** Resolves after `ms`, or rejects when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<unknown>;

/** By the real clock. A process that has nothing else to do does not stay for it. */
export const realPause: Pause = (ms, signal) => wait(ms, undefined, { signal, ref: false });

/**
 * What a service does between two looks: nothing, until something happens or it is time. What happens while it looks ends
 * the next nap before it begins: it may have come too late for that look.
 */
export class Nap {
  private readonly pause: Pause;
  private woken = false;
  private end: () => void = () => undefined;

  constructor(pause: Pause = realPause) {
    this.pause = pause;
  }

  wake(): void {
    this.woken = true;
    this.end();
  }

  /** A look begins, and sees all that has happened so far. */
  looks(): void {
    this.woken = false;
  }

  /**
   * Never rejects.
   * @param ms the longest
   * @returns whether something has happened
   */
  async sleep(ms: number, signal: AbortSignal): Promise<boolean> {
    const early = new AbortController();
    this.end = () => early.abort();
    if (this.woken) early.abort();
    await this.pause(ms, AbortSignal.any([signal, early.signal])).catch(() => undefined);
    this.end = () => undefined;
    return this.woken;
  }
}
