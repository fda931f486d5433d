import type { AccountBook, NewAccount } from '../../accounts/accounts.ts';
import type { Auth } from './create-auth.ts';

/** Accounts as the seed and an administrator handle them. Passwords are scrypt hashes, made off the main thread. */
export class BetterAuthAccountBook implements AccountBook {
  private readonly auth: Auth;

  constructor(auth: Auth) {
    this.auth = auth;
  }

  async has(email: string): Promise<boolean> {
    const { internalAdapter } = await this.auth.$context;
    return (await internalAdapter.findUserByEmail(email)) !== null;
  }

  async create(account: NewAccount): Promise<string> {
    const { internalAdapter, password } = await this.auth.$context;
    const { name, email, role } = account;
    const user = await internalAdapter.createUser(
      { name, email: email.toLowerCase(), role, emailVerified: true },
      { method: 'admin' },
    );
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await password.hash(account.password),
    });
    return user.id;
  }

  async opensWith(email: string, candidate: string): Promise<boolean> {
    const { internalAdapter, password } = await this.auth.$context;
    const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
    const hash = found?.accounts.find((account) => account.providerId === 'credential')?.password;
    if (hash === undefined || hash === null) return false;
    return password.verify({ hash, password: candidate });
  }

  async setPassword(email: string, next: string): Promise<void> {
    const { internalAdapter, password } = await this.auth.$context;
    const found = await internalAdapter.findUserByEmail(email);
    if (found === null) throw new Error(`there is no account ${email}`);
    await internalAdapter.updatePassword(found.user.id, await password.hash(next));
    await internalAdapter.deleteUserSessions(found.user.id);
  }
}
