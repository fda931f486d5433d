import type { Drainer, DrainOptions, DrainOutcome } from './drainer.ts';
import { StoreLockedError, type EngineStore } from './ports.ts';

/** Drains only while no PIN stands before the records; one that is entered too late, or locks meanwhile, is a hold like others. */
export class UnlockedDrainer {
  readonly #store: EngineStore;
  readonly #drainer: Pick<Drainer, 'drain'>;

  constructor(store: EngineStore, drainer: Pick<Drainer, 'drain'>) {
    this.#store = store;
    this.#drainer = drainer;
  }

  async drain(options: DrainOptions): Promise<DrainOutcome> {
    if (await this.#store.read((tx) => tx.isLocked())) return 'held';
    try {
      return await this.#drainer.drain(options);
    } catch (error) {
      if (error instanceof StoreLockedError) return 'held';
      throw error;
    }
  }
}
