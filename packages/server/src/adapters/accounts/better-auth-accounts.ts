import { roleSchema, userIdSchema } from '@fieldsync/protocol';
import { z } from 'zod';
import type {
  Accounts,
  Caller,
  Credentials,
  PasswordCheck,
  PasswordChange,
  SessionReading,
  SignInResult,
} from '../../accounts/accounts.ts';
import type { Actor } from '../../accounts/actor.ts';
import { Unavailable } from '../../unavailable.ts';
import type { Auth } from './create-auth.ts';
import { AUTH_PATH, CALLER_HEADER } from './create-auth.ts';
import { KnownSessions } from './known-sessions.ts';
import { KnownPasswords } from './known-passwords.ts';
import type { SessionRows } from './session-rows.ts';

/** Nobody acts for an account that was deactivated, whatever session is left of it. */
const actorSchema = z
  .object({
    id: userIdSchema,
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    deactivatedAt: z.unknown().nullish(),
  })
  .refine(({ deactivatedAt }) => deactivatedAt === null || deactivatedAt === undefined)
  .transform(({ id, name, email, role }): Actor => ({ id, name, email, role }));

/**
 * Sessions through better-auth. Its own replies carry the session token in their JSON; here they are read, and only the
 * cookies go on [X1].
 */
export class BetterAuthAccounts implements Accounts {
  private readonly auth: Auth;
  private readonly origin: string;
  private readonly known = new KnownSessions();
  private readonly rows: SessionRows;
  private readonly knownPasswords = new KnownPasswords();

  constructor(auth: Auth, origin: string, rows: SessionRows) {
    this.auth = auth;
    this.origin = origin;
    this.rows = rows;
  }

  readSession(headers: Headers): Promise<SessionReading> {
    return this.read(headers, true);
  }

  async peek(headers: Headers): Promise<Actor | null> {
    return (await this.read(headers, false)).actor;
  }

  async recognise({ email, password }: Credentials): Promise<Actor | null> {
    const { internalAdapter } = await this.auth.$context;
    const found = await internalAdapter
      .findUserByEmail(email.toLowerCase(), { includeAccounts: true })
      .catch(unavailable);
    const hash = found?.accounts.find((account) => account.providerId === 'credential')?.password;
    if (found === null || hash === undefined || hash === null) return null;
    if (!this.knownPasswords.has(hash, password)) return null;
    return actorSchema.safeParse(found.user).data ?? null;
  }

  async checkPassword(credentials: Credentials, caller: Caller): Promise<PasswordCheck> {
    const reply = await this.call('/check-password', credentials, caller);
    if (!reply.ok) return this.refusedOr(reply, 'check-password');
    const { user, hash } = checkedSchema.parse(await reply.json());
    const actor = actorSchema.safeParse(user);
    if (!actor.success) return { kind: 'refused' };
    this.knownPasswords.add(hash, credentials.password);
    return { kind: 'right', actor: actor.data };
  }

  async signIn(credentials: Credentials, caller: Caller): Promise<SignInResult> {
    const reply = await this.call('/sign-in/email', credentials, caller);
    if (!reply.ok) return this.refusedOr(reply, 'sign-in');
    const { user, token } = signedInSchema.parse(await reply.json());
    const actor = actorSchema.safeParse(user);
    if (actor.success) return { kind: 'signed-in', actor: actor.data, cookies: reply.headers.getSetCookie() };
    const { internalAdapter } = await this.auth.$context;
    await internalAdapter.deleteSession(token);
    return { kind: 'refused' };
  }

  async signOut(headers: Headers): Promise<readonly string[]> {
    const caller = { address: undefined, userAgent: undefined };
    const reply = await this.call('/sign-out', {}, caller, headers);
    if (!reply.ok) throw new Unavailable(`sign-out failed with status ${reply.status}`);
    return reply.headers.getSetCookie();
  }

  async changePassword(
    headers: Headers,
    passwords: { current: string; next: string },
    caller: Caller,
  ): Promise<PasswordChange> {
    const body = {
      currentPassword: passwords.current,
      newPassword: passwords.next,
      revokeOtherSessions: true,
    };
    const reply = await this.call('/change-password', body, caller, headers);
    if (!reply.ok) return this.refusedOr(reply, 'change-password');
    return { kind: 'changed', cookies: reply.headers.getSetCookie() };
  }

  /** @param use whether this is a use of the session, which moves its end */
  private async read(headers: Headers, use: boolean): Promise<SessionReading> {
    const cookie = headers.get('cookie');
    // Without a cookie there is nothing to look up: the answer costs no query [X4].
    if (cookie === null) return NOBODY;
    const known = this.known.tokenOf(cookie);
    if (known !== undefined) {
      const reading = await this.find(known, use);
      if (reading.actor !== null) return reading;
      this.known.forget(cookie);
    }
    /* Its `Set-Cookie`, which takes back the cookie of a session that is gone, goes nowhere: what was under way while the
       password changed would take the new one from the phone, and sign it out. */
    const found = await this.auth.api.getSession({ headers: cookieOnly(headers) }).catch(unavailable);
    if (found === null) return NOBODY;
    const { token } = found.session;
    const reading = await this.find(token, use);
    if (reading.actor !== null) this.known.note(cookie, token);
    return reading;
  }

  private async find(token: string, use: boolean): Promise<SessionReading> {
    const row = await this.rows.find(token, Date.now(), use).catch(unavailable);
    const actor = actorSchema.safeParse(row).data;
    return row === undefined || actor === undefined ? NOBODY : { actor, session: row.session };
  }

  /** A status of 4xx says no; one of 5xx is a fault, and must not be taken for a wrong password. */
  private refusedOr(reply: Response, what: string): { kind: 'refused' } {
    if (reply.status >= 500) throw new Unavailable(`${what} failed with status ${reply.status}`);
    return { kind: 'refused' };
  }

  /** Through the library's router, whose replies carry the cookies. */
  private call(path: string, body: unknown, caller: Caller, from?: Headers): Promise<Response> {
    const headers = cookieOnly(from ?? new Headers());
    headers.set('content-type', 'application/json');
    // Where the request came from was judged before it got here; the library looks again and finds its own origin.
    headers.set('origin', this.origin);
    if (caller.address !== undefined) headers.set(CALLER_HEADER, caller.address);
    if (caller.userAgent !== undefined) headers.set('user-agent', caller.userAgent.slice(0, 256));
    const url = `${this.origin}${AUTH_PATH}${path}`;
    const request = new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return this.auth.handler(request).catch(unavailable);
  }
}

/** The library hides the cause behind an error of its own; whatever it was, it does not mean that nobody is signed in. */
function unavailable(cause: unknown): never {
  throw new Unavailable('sessions cannot be read', { cause });
}

function cookieOnly(headers: Headers): Headers {
  const cookie = headers.get('cookie');
  return new Headers(cookie === null ? {} : { cookie });
}

const NOBODY: SessionReading = { actor: null, session: '' };
const checkedSchema = z.object({ user: z.unknown(), hash: z.string() });
const signedInSchema = z.object({ user: z.unknown(), token: z.string() });
