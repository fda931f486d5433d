import { StoreFullError, type EngineStore, type StoreReader, type StoreWriter } from '../ports.ts';
import { DexieTransaction } from './dexie-transaction.ts';
import { EngineDatabase } from './engine-database.ts';

/** The engine's store on IndexedDB. */
export class DexieEngineStore implements EngineStore {
  readonly #database: EngineDatabase;

  constructor(database: EngineDatabase) {
    this.#database = database;
  }

  static open(account: string): DexieEngineStore {
    return new DexieEngineStore(new EngineDatabase(account));
  }

  /*
   * The scopes are `async` functions, not functions that return a promise: only of those does Dexie follow the native
   * awaits from the first one on. Otherwise what comes after an await that made no request runs outside the transaction
   * and is committed alone.
   */

  async read<Result>(work: (tx: StoreReader) => Promise<Result>): Promise<Result> {
    return this.#database.transaction('r', this.#database.tables, async () =>
      work(new DexieTransaction(this.#database)),
    );
  }

  async write<Result>(work: (tx: StoreWriter) => Promise<Result>): Promise<Result> {
    try {
      return await this.#database.transaction('rw', this.#database.tables, async () => {
        const transaction = new DexieTransaction(this.#database);
        const result = await work(transaction);
        await transaction.flush();
        return result;
      });
    } catch (error) {
      throw isFull(error) ? new StoreFullError('No room left on this device', { cause: error }) : error;
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** Dexie wraps the browser's error, and an aborted transaction carries it inside. */
function isFull(error: unknown): boolean {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 4; depth += 1) {
    if (current.name === 'QuotaExceededError') return true;
    current = (current as Error & { inner?: unknown }).inner ?? current.cause;
  }
  return false;
}
