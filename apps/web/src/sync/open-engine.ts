import { createFieldsync, type Fieldsync } from '@fieldsync/engine';
import { appVersion } from '../app-version.ts';
import type { Account } from '../session/account.ts';

/** Opens the account's own database and starts syncing for it. */
export function openEngine(account: Account): Promise<Fieldsync> {
  return createFieldsync({
    account: account.id,
    name: account.name,
    appVersion,
    serviceWorker: '/sw.js',
    drainWorker: '/drain.js',
  });
}
