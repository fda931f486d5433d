import type { DrainLock } from '../ports.ts';

/** The lock of one phone: share it between the drainers of its tabs and its worker. */
export class MemoryDrainLock implements DrainLock {
  #holder: symbol | undefined;
  #waiting: (() => void)[] = [];

  get held(): boolean {
    return this.#holder !== undefined;
  }

  async hold<Result>(
    options: { readonly wait: boolean; readonly signal: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result | 'busy'> {
    while (this.#holder !== undefined) {
      if (!options.wait || options.signal.aborted) return 'busy';
      await this.#freed(options.signal);
    }
    if (options.signal.aborted) return 'busy';
    const me = Symbol('holder');
    this.#holder = me;
    try {
      return await work();
    } finally {
      if (this.#holder === me) this.free();
    }
  }

  /** As when the holder dies: the lock is free at once, and a holder that was only thought dead goes on working. */
  free(): void {
    this.#holder = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  #freed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }
}
