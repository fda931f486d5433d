/**
 * One clock for the whole world. Nothing happens between events; after each one every promise that it settled runs to
 * its end before the next event, so a run is a pure function of its seed.
 */
interface TimedEvent {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

export class VirtualTime {
  #now: number;
  #sequence = 0;
  #events: TimedEvent[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, run: () => void): void {
    const event: TimedEvent = { at: Math.max(time, this.#now), sequence: (this.#sequence += 1), run };
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#events[middle];
      if (
        other !== undefined &&
        (other.at < event.at || (other.at === event.at && other.sequence < event.sequence))
      )
        low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  after(ms: number, run: () => void): void {
    this.at(this.#now + ms, run);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = (): void => {
        signal?.removeEventListener('abort', done);
        resolve();
      };
      signal?.addEventListener('abort', done);
      this.after(Math.max(0, ms), done);
    });
  }

  /** Runs events up to a time. */
  async runUntil(time: number, afterEach: () => void): Promise<void> {
    await settle();
    for (let next = this.#events[0]; next !== undefined && next.at <= time; next = this.#events[0]) {
      this.#events.shift();
      this.#now = next.at;
      next.run();
      await settle();
      afterEach();
    }
    this.#now = Math.max(this.#now, time);
  }
}

/** Promises run in microtasks, which are all done before the next macrotask. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
