import { Dexie, type Table } from 'dexie';

export interface ActiveAccount {
  readonly key: 'active';
  readonly account: string;
  /** Origin of the office, empty for this one. */
  readonly baseUrl: string;
}

/** Whose database is on this phone, by what name. */
interface KnownAccount {
  readonly key: string;
  readonly account: string;
  readonly name: string | undefined;
}

class RegistryDatabase extends Dexie {
  readonly accounts!: Table<ActiveAccount | KnownAccount, string>;

  constructor() {
    super('fieldsync', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ accounts: 'key' });
  }
}

/**
 * Whose outbox the service worker drains: the account whose session the cookie carries. Holds an id, never a credential
 * [X1]. Other accounts' outboxes on this phone stay untouched until their person signs in.
 */
export class AccountRegistry {
  readonly #database = new RegistryDatabase();

  async activate(account: string, baseUrl: string, name?: string): Promise<void> {
    await this.#database.accounts.bulkPut([
      { key: 'active', account, baseUrl },
      { key: `known:${account}`, account, name },
    ]);
  }

  async deactivate(account: string): Promise<void> {
    await this.#database.transaction('rw', this.#database.accounts, async () => {
      const row = await this.#database.accounts.get('active');
      if (row?.account === account) await this.#database.accounts.delete('active');
    });
  }

  async active(): Promise<ActiveAccount | undefined> {
    const row = await this.#database.accounts.get('active');
    return row !== undefined && 'baseUrl' in row ? row : undefined;
  }

  async nameOf(account: string): Promise<string | undefined> {
    const row = await this.#database.accounts.get(`known:${account}`);
    return row !== undefined && 'name' in row ? row.name : undefined;
  }

  close(): void {
    this.#database.close();
  }
}
