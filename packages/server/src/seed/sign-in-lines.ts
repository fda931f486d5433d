import type { KnownPassword } from './seed-accounts.ts';

/** What `npm start` says about signing in; nothing once every password is its owner's own. */
export function signInLines(accounts: readonly KnownPassword[]): string[] {
  const open = accounts.filter(({ password }) => password !== undefined);
  if (open.length === 0) return [];
  const fresh = open.some((known) => known.fresh);
  const width = Math.max(...open.map(({ account }) => account.email.length));
  return [
    fresh ? 'Sign in with (told this once, write them down):' : 'Sign in with:',
    ...open.map(
      ({ account, password }) =>
        `  ${account.email.padEnd(width)}  ${(password ?? '').padEnd(22)}  ${account.name}, ${account.role.toLowerCase()}`,
    ),
  ];
}
