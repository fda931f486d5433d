import type { AccountBook, NewAccount } from '../accounts/accounts.ts';

/** One person of each role. The passwords are known to everybody who reads this: they hold on this machine alone. */
export const SEED_ACCOUNTS: readonly NewAccount[] = [
  { name: 'Amina Bukar', email: 'amina@fieldsync.test', role: 'ASSESSOR', password: 'amina-in-bama' },
  { name: 'Yusuf Modu', email: 'yusuf@fieldsync.test', role: 'RESPONDER', password: 'yusuf-in-dikwa' },
  {
    name: 'Ibrahim Mustapha',
    email: 'ibrahim@fieldsync.test',
    role: 'COORDINATOR',
    password: 'ibrahim-in-maiduguri',
  },
  { name: 'Halima Ali', email: 'admin@fieldsync.test', role: 'ADMIN', password: 'halima-keeps-keys' },
];

/** What the operator is told of an account. */
export interface KnownPassword {
  readonly account: NewAccount;
  /** Only while it is the one that was given here; undefined once its owner has chosen another. */
  readonly password: string | undefined;
  /** Made in this start and told this once. */
  readonly fresh: boolean;
}

export interface SeedAccountsOptions {
  readonly book: AccountBook;
  /** Whether this is the installation's first start. Later, an account that is gone stays gone. */
  readonly create: boolean;
  /** Whether only this machine can reach the server. Where others can, a password out of the source must open nothing. */
  readonly onlyLocal: boolean;
  readonly makePassword: () => string;
}

/** Makes the accounts on the first start, and says which of the passwords given here still open them. */
export async function seedAccounts(options: SeedAccountsOptions): Promise<readonly KnownPassword[]> {
  return Promise.all(SEED_ACCOUNTS.map((account) => seedAccount(account, options)));
}

async function seedAccount(account: NewAccount, options: SeedAccountsOptions): Promise<KnownPassword> {
  const { book, create, onlyLocal, makePassword } = options;
  if (create) {
    const password = onlyLocal ? account.password : makePassword();
    // There already: a first start was cut short before it told anybody the password.
    if (await book.has(account.email)) await book.setPassword(account.email, password);
    else await book.create({ ...account, password });
    return { account, password, fresh: !onlyLocal };
  }
  if (!(await book.opensWith(account.email, account.password)))
    return { account, password: undefined, fresh: false };
  if (onlyLocal) return { account, password: account.password, fresh: false };
  const password = makePassword();
  await book.setPassword(account.email, password);
  return { account, password, fresh: true };
}
