import type { Account } from './account.ts';

const key = 'fieldsync.account';
const changed = 'fieldsync:account';

/** The account of this phone as it was kept, or null. */
export const keptAccount = (): string | null => localStorage.getItem(key);

/** Keeps the account (sign-in) or forgets it (sign-out). Other tabs follow through the storage event. */
export function keepAccount(account: Account | undefined): void {
  if (account === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(account));
  dispatchEvent(new Event(changed));
}

export function onAccountChange(listener: () => void): () => void {
  const elsewhere = (event: StorageEvent): void => {
    if (event.key === key || event.key === null) listener();
  };
  addEventListener('storage', elsewhere);
  addEventListener(changed, listener);
  return () => {
    removeEventListener('storage', elsewhere);
    removeEventListener(changed, listener);
  };
}
