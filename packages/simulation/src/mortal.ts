import {
  type DrainLock,
  type EngineStore,
  type MemoryEngineStore,
  type StoreReader,
  type StoreWriter,
} from '@fieldsync/engine/testing';

/** A tab or a worker: it can die at any moment, and then nothing it had begun may touch the disk any more. */
export class Life {
  #alive = true;
  readonly #ending = new Set<() => void>();

  get alive(): boolean {
    return this.#alive;
  }

  /** @returns takes the listener back */
  onEnd(listener: () => void): () => void {
    this.#ending.add(listener);
    return () => this.#ending.delete(listener);
  }

  end(): void {
    this.#alive = false;
    for (const listener of this.#ending) listener();
    this.#ending.clear();
  }

  /** A promise that never settles, for what a dead context waits on. */
  static never<Value>(): Promise<Value> {
    return new Promise<Value>(() => undefined);
  }
}

export class MortalStore implements EngineStore {
  readonly #store: MemoryEngineStore;
  readonly #life: Life;
  readonly #atCommit: () => boolean;

  /** @param atCommit asked before each commit; true kills the context there, with the transaction lost */
  constructor(store: MemoryEngineStore, life: Life, atCommit: () => boolean) {
    this.#store = store;
    this.#life = life;
    this.#atCommit = atCommit;
  }

  async read<Result>(work: (tx: StoreReader) => Promise<Result>): Promise<Result> {
    return this.#life.alive ? this.#store.read(work) : Life.never();
  }

  async write<Result>(work: (tx: StoreWriter) => Promise<Result>): Promise<Result> {
    if (!this.#life.alive) return Life.never();
    let killed = false;
    const result = await this.#store
      .write(async (tx) => {
        const done = await work(tx);
        if (!this.#life.alive || this.#atCommit()) {
          killed = true;
          throw new Error('died before the commit');
        }
        return done;
      })
      .catch((error: unknown) => {
        if (killed) return Life.never<Result>();
        throw error;
      });
    /* It may also die right after: on disk, but nobody hears of it. */
    return this.#life.alive ? result : Life.never();
  }

  close(): void {
    this.#store.close();
  }
}

/** One lock a phone; free as soon as its holder dies. */
export class PhoneLock {
  #holder: Life | undefined;
  readonly #waiting: { readonly life: Life; readonly enter: () => void }[] = [];

  forLife(life: Life): DrainLock {
    life.onEnd(() => {
      if (this.#holder === life) this.#release();
    });
    return {
      hold: async (options, work) => {
        if (!life.alive) return Life.never();
        if (this.#holder !== undefined && !options.wait) return 'busy';
        if (this.#holder !== undefined) await this.#turn(life, options.signal);
        if (options.signal.aborted) {
          if (this.#holder === life) this.#release();
          return 'busy';
        }
        this.#holder = life;
        const result = await work();
        if (!life.alive) return Life.never();
        this.#release();
        return result;
      },
    };
  }

  async #turn(life: Life, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ life, enter: resolve });
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  #release(): void {
    this.#holder = undefined;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!next.life.alive) continue;
      this.#holder = next.life;
      next.enter();
      return;
    }
  }
}
