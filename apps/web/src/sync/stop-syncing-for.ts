import { AccountRegistry } from '@fieldsync/engine';
import type { Account } from '../session/account.ts';

/**
 * After signing out the service worker no longer sends for this account. What is unsent stays in the account's own
 * database, and goes when the person signs in again [C2].
 */
export async function stopSyncingFor(account: Account['id']): Promise<void> {
  const registry = new AccountRegistry();
  await registry.deactivate(account);
  registry.close();
}
