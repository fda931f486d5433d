import { StoreFullError, StoreLockedError, type Clock, type EngineStore } from './ports.ts';
import { RESCORE_PAGE, rescorePage } from './rescore.ts';

export interface RescorerPorts {
  readonly store: EngineStore;
  readonly clock: Clock;
  /** What nobody awaits. */
  readonly failed: (error: unknown) => void;
}

/** Between two steps: saving and sending, which wait for the database as well, come in between. */
const PAUSE_MS = 10;

/**
 * Goes through the queue after its rules have changed, step by step, beside everything else. Several contexts may do it at
 * once: each step is a transaction that takes up where the last one ended, whoever made it.
 */
export class Rescorer {
  readonly #ports: RescorerPorts;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(ports: RescorerPorts) {
    this.#ports = ports;
  }

  /** Resolves when nothing of it is under way here. */
  get done(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** There may be something to do. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    const { store, clock, failed } = this.#ports;
    try {
      while (this.#again) {
        this.#again = false;
        /* Most times there is nothing, and a transaction that writes keeps others waiting. */
        if ((await store.read((tx) => tx.getMeta('rescore'))) === undefined) continue;
        while (await store.write((tx) => rescorePage(tx, RESCORE_PAGE))) await clock.sleep(PAUSE_MS);
      }
    } catch (error) {
      /* Locked with a PIN, or no room: where it was is on the disk, and the next wake goes on from there. */
      if (!(error instanceof StoreLockedError) && !(error instanceof StoreFullError)) failed(error);
    }
  }
}
