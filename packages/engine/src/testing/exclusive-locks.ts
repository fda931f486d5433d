/**
 * Web Locks as the specification has them, for exclusive locks of one process: held until the callback's promise settles, asked
 * for in turn, with `ifAvailable` and `signal`. Node 20 has none of its own.
 */
export class ExclusiveLocks {
  readonly #held = new Set<string>();
  readonly #waiting = new Map<string, (() => void)[]>();

  async request<Result>(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    callback: (lock: Lock | null) => Result,
  ): Promise<Awaited<Result>> {
    const { signal, ifAvailable = false } = options;
    signal?.throwIfAborted();
    if (this.#held.has(name)) {
      if (ifAvailable) return await callback(null);
      await this.#turn(name, signal);
    }
    this.#held.add(name);
    try {
      return await callback({ name, mode: 'exclusive' });
    } finally {
      const next = this.#waiting.get(name)?.shift();
      if (next === undefined) this.#held.delete(name);
      else next();
    }
  }

  #turn(name: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = this.#waiting.get(name) ?? [];
      this.#waiting.set(name, line);
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        line.splice(line.indexOf(begin), 1);
        reject(signal?.reason as Error);
      };
      line.push(begin);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
