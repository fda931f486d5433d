import type { DrainLock } from '../ports.ts';

/**
 * One drainer among all tabs and workers. The browser frees the lock when its holder dies (12 ms after a worker was
 * stopped, in Chromium 156), so a killed drainer never blocks the next.
 */
export class WebLocksDrainLock implements DrainLock {
  readonly #name: string;
  readonly #locks: LockManager;

  constructor(account: string, locks: LockManager) {
    this.#name = `fieldsync-drain-${account}`;
    this.#locks = locks;
  }

  async hold<Result>(
    options: { readonly wait: boolean; readonly signal: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result | 'busy'> {
    if (options.signal.aborted) return 'busy';
    const request = options.wait ? { signal: options.signal } : { ifAvailable: true };
    try {
      return await this.#locks.request(this.#name, request, async (lock) =>
        lock === null ? 'busy' : work(),
      );
    } catch (error) {
      if (options.signal.aborted && error instanceof DOMException && error.name === 'AbortError')
        return 'busy';
      throw error;
    }
  }
}

/**
 * For browsers without Web Locks: serialises this context only. Between contexts the fencing token in the database still
 * keeps a second drainer from settling what the first has begun [S6], and the ledger keeps effects single [S1].
 */
export class SingleContextDrainLock implements DrainLock {
  #tail: Promise<unknown> = Promise.resolve();
  #held = false;

  async hold<Result>(
    options: { readonly wait: boolean; readonly signal: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result | 'busy'> {
    if (options.signal.aborted || (this.#held && !options.wait)) return 'busy';
    const turn = this.#tail.then(async () => {
      if (options.signal.aborted) return 'busy' as const;
      this.#held = true;
      try {
        return await work();
      } finally {
        this.#held = false;
      }
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
