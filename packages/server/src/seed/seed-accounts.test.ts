import { describe, expect, it } from 'vitest';
import type { AccountBook, NewAccount } from '../accounts/accounts.ts';
import { SEED_ACCOUNTS, seedAccounts } from './seed-accounts.ts';
import { signInLines } from './sign-in-lines.ts';

class FakeBook implements AccountBook {
  readonly passwords = new Map<string, string>();
  async has(email: string) {
    return this.passwords.has(email);
  }
  async create({ email, password }: NewAccount) {
    this.passwords.set(email, password);
    return email;
  }
  async opensWith(email: string, password: string) {
    return this.passwords.get(email) === password;
  }
  async setPassword(email: string, password: string) {
    this.passwords.set(email, password);
  }
}

const start = (book: AccountBook, options: { create?: boolean; onlyLocal?: boolean } = {}) =>
  seedAccounts({ book, create: true, onlyLocal: true, makePassword: () => 'made-by-chance', ...options });

describe('seedAccounts', () => {
  it('makes one account of each role, and says how to sign in while the passwords are unchanged', async () => {
    const book = new FakeBook();
    const known = await start(book);
    expect(known.map(({ account }) => account.role).sort()).toEqual([
      'ADMIN',
      'ASSESSOR',
      'COORDINATOR',
      'RESPONDER',
    ]);
    expect(signInLines(known)).toHaveLength(5);
    expect(signInLines(known).join('\n')).toContain('amina@fieldsync.test    amina-in-bama');
    expect(await start(book, { create: false })).toEqual(known);
  });

  it('says nothing of an account whose owner chose another password', async () => {
    const book = new FakeBook();
    await start(book);
    book.passwords.set('amina@fieldsync.test', 'her own');
    const lines = signInLines(await start(book, { create: false }));
    expect(lines.join('\n')).not.toContain('amina');
    for (const { email } of SEED_ACCOUNTS) book.passwords.set(email, 'their own');
    expect(signInLines(await start(book, { create: false }))).toEqual([]);
  });

  it('never lets a password out of the source open a server that others can reach', async () => {
    const book = new FakeBook();
    const known = await start(book, { onlyLocal: false });
    expect([...new Set(book.passwords.values())]).toEqual(['made-by-chance']);
    expect(signInLines(known)[0]).toContain('told this once');
    expect(signInLines(await start(book, { create: false, onlyLocal: false }))).toEqual([]);
  });

  it('makes new ones after a first start that was cut short: what it made, nobody was told', async () => {
    const book = new FakeBook();
    await start(book, { onlyLocal: false });
    const known = await seedAccounts({
      book,
      create: true,
      onlyLocal: false,
      makePassword: () => 'made-again',
    });
    expect([...new Set(book.passwords.values())]).toEqual(['made-again']);
    expect(known.every(({ password, fresh }) => password === 'made-again' && fresh)).toBe(true);
  });

  it('replaces them when a server that was local is opened to others', async () => {
    const book = new FakeBook();
    await start(book);
    book.passwords.set('amina@fieldsync.test', 'her own');
    const known = await start(book, { create: false, onlyLocal: false });
    expect(book.passwords.get('amina@fieldsync.test')).toBe('her own');
    expect(book.passwords.get('ibrahim@fieldsync.test')).toBe('made-by-chance');
    expect(known.filter(({ fresh }) => fresh)).toHaveLength(3);
  });

  it('leaves an account that was removed where it is: gone', async () => {
    const book = new FakeBook();
    await start(book);
    book.passwords.delete('admin@fieldsync.test');
    await start(book, { create: false });
    expect(await book.has('admin@fieldsync.test')).toBe(false);
  });
});
