import type { Role } from '@fieldsync/protocol';
import type { Actor } from './actor.ts';

/** Where a request came from, as far as the server itself can tell. Never a header that a client could have written. */
export interface Caller {
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
}

export interface SessionReading {
  /** Null when nobody is signed in. */
  readonly actor: Actor | null;
  /** Id of the session: not what the cookie carries. Empty when nobody is signed in. */
  readonly session: string;
}

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly actor: Actor; readonly cookies: readonly string[] }
  | { readonly kind: 'refused' };

export type PasswordChange =
  { readonly kind: 'changed'; readonly cookies: readonly string[] } | { readonly kind: 'refused' };

export type PasswordCheck = { readonly kind: 'right'; readonly actor: Actor } | { readonly kind: 'refused' };

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Sessions by cookie, and passwords with each request for apps that have no cookies. No credential is ever part of a value that a page could read [X1]. */
export interface Accounts {
  /** A use of the session: it moves its idle end, and never its absolute one. */
  readSession(headers: Headers): Promise<SessionReading>;
  /** The same without being a use: a page that only stays open. */
  peek(headers: Headers): Promise<Actor | null>;
  signIn(credentials: Credentials, caller: Caller): Promise<SignInResult>;
  /**
   * Whose password this is, when this process has seen it to be right and it still is; null otherwise, which says nothing.
   * Costs a look into the database and no password's hash.
   */
  recognise(credentials: Credentials): Promise<Actor | null>;
  /** The same from the beginning, as slow as a sign-in and as often, and without a session. */
  checkPassword(credentials: Credentials, caller: Caller): Promise<PasswordCheck>;
  /** Ends the session of the cookie, if there is one. */
  signOut(headers: Headers): Promise<readonly string[]>;
  /** Ends the account's other sessions as well. */
  changePassword(
    headers: Headers,
    passwords: { current: string; next: string },
    caller: Caller,
  ): Promise<PasswordChange>;
}

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

/** What the seed and an administrator do. Nobody signs up. */
export interface AccountBook {
  has(email: string): Promise<boolean>;
  /** @returns its id */
  create(account: NewAccount): Promise<string>;
  /** Whether this is the account's password now; false when there is no such account. */
  opensWith(email: string, password: string): Promise<boolean>;
  /** Ends every session of the account. */
  setPassword(email: string, password: string): Promise<void>;
}
