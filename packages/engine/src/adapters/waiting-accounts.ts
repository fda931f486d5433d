import { Dexie } from 'dexie';
import { NO_ITEMS, totalItems } from '../core/queue-counts.ts';
import type { QueueCounts } from '../core/stored.ts';
import { AccountRegistry } from './account-registry.ts';
import { EngineDatabase } from './engine-database.ts';

/** Somebody whose unsent records wait on this phone until they sign in here again [C2]. */
export interface WaitingAccount {
  readonly account: string;
  /** Undefined for one who worked here before names were kept. */
  readonly name: string | undefined;
  readonly unsent: number;
}

const PREFIX = 'fieldsync-';

/** @param except who works here now */
export async function waitingAccounts(except: string | undefined): Promise<WaitingAccount[]> {
  const names = await Dexie.getDatabaseNames();
  const accounts = names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  const registry = new AccountRegistry();
  const found: WaitingAccount[] = [];
  for (const account of accounts) {
    if (account === except) continue;
    const unsent = await unsentOf(account);
    if (unsent > 0) found.push({ account, name: await registry.nameOf(account), unsent });
  }
  registry.close();
  return found;
}

/** The counts are in the clear: nobody's key is needed to say how many wait. */
async function unsentOf(account: string): Promise<number> {
  const database = new EngineDatabase(account);
  try {
    const row = await database.meta.get('counts');
    return totalItems((row?.value as QueueCounts | undefined) ?? NO_ITEMS);
  } finally {
    database.close();
  }
}
