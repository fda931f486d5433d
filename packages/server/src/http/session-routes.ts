import { paths } from '@fieldsync/protocol';
import type { Accounts, Caller } from '../accounts/accounts.ts';
import { isEasyPassword } from '../core/easy-password.ts';
import type { AuditLog } from '../services/audit.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import { addressBlock } from '../accounts/address-block.ts';
import type { AttemptLimit, AttemptLimits } from '../accounts/attempt-limits.ts';
import { byAddress, PASSWORD_BY_ACCOUNT, SIGN_IN_BY_ACCOUNT } from '../accounts/attempt-limits.ts';
import type { HttpEnv } from './http-env.ts';
import type { Context } from 'hono';
import { credentialsSchema, passwordsSchema } from './api/describe-session.ts';
import { callerOf } from './caller.ts';
import { readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface SessionRouteParts {
  readonly accounts: Accounts;
  readonly attempts: AttemptLimits;
  /** Sign-ins and password changes of one address. */
  readonly signInsPerMinute: number;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly trustProxy: boolean;
  readonly isCommonPassword: (text: string) => boolean;
}

/** Signing in and out. Replies say who is signed in; the session itself travels in the cookie alone [X1]. */
export function sessionRoutes(mount: Mount, parts: SessionRouteParts): void {
  const { accounts, attempts, audit, clock } = parts;
  const ofAddress = byAddress(parts.signInsPerMinute);
  /** Counted before anything is compared: guesses that come all at once are counted, too. */
  const waitMs = async (caller: Caller, limit: AttemptLimit, name: string): Promise<number> =>
    (await attempts.take(ofAddress, addressBlock(caller.address), clock())) ||
    (await attempts.take(limit, name, clock()));
  const record = (act: string, actor: string, subject: string, caller: Caller) =>
    audit.append({
      at: isoTime(clock()),
      actor,
      act,
      subject,
      detail: { address: caller.address ?? null, userAgent: caller.userAgent?.slice(0, 256) ?? null },
    });

  mount('GET', paths.session, (c) => {
    const { id, name, email, role } = c.get('actor');
    return sendData(c, { user: { id, name, email, role } });
  });

  mount('POST', paths.signIn, async (c) => {
    const body = await readJson(c.req.raw, credentialsSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const email = body.value.email.toLowerCase();
    const caller = callerOf(c, parts.trustProxy);
    const wait = await waitMs(caller, SIGN_IN_BY_ACCOUNT, email);
    if (wait > 0) return tooOften(c, wait);
    const result = await accounts.signIn({ email, password: body.value.password }, caller);
    if (result.kind === 'refused') {
      await record('session:sign-in-refused', '', email, caller);
      return sendProblem(c, { code: 'SIGNED_OUT', message: 'The email or the password is not right.' });
    }
    await attempts.forget(SIGN_IN_BY_ACCOUNT, email);
    const { id, name, role } = result.actor;
    await record('session:sign-in', id, id, caller);
    passOn(c, result.cookies);
    return sendData(c, { user: { id, name, email, role } });
  });

  mount('POST', paths.signOut, async (c) => {
    const { actor } = await accounts.readSession(c.req.raw.headers);
    const cookies = await accounts.signOut(c.req.raw.headers);
    if (actor !== null) await record('session:sign-out', actor.id, actor.id, callerOf(c, parts.trustProxy));
    passOn(c, cookies);
    return sendData(c, {});
  });

  mount('POST', paths.changePassword, async (c) => {
    const body = await readJson(c.req.raw, passwordsSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const caller = callerOf(c, parts.trustProxy);
    const { currentPassword: current, newPassword: next } = body.value;
    const { id, name, email } = c.get('actor');
    if (isEasyPassword(next, parts.isCommonPassword, [name, email, 'Fieldsync']))
      return sendProblem(c, {
        code: 'VALIDATION',
        message:
          'This is among the first that anybody would try. Take a few words that only you would put together.',
        field: 'newPassword',
      });
    const wait = await waitMs(caller, PASSWORD_BY_ACCOUNT, id);
    if (wait > 0) return tooOften(c, wait);
    const result = await accounts.changePassword(c.req.raw.headers, { current, next }, caller);
    if (result.kind === 'refused') {
      await record('account:password-refused', id, id, caller);
      return sendProblem(c, {
        code: 'VALIDATION',
        message: 'This is not your password.',
        field: 'currentPassword',
      });
    }
    await attempts.forget(PASSWORD_BY_ACCOUNT, id);
    await record('account:password', id, id, caller);
    passOn(c, result.cookies);
    return sendData(c, {});
  });
}

function tooOften(c: Context<HttpEnv>, retryAfterMs: number): Promise<Response> {
  return sendProblem(c, { code: 'BUSY', message: 'Too many attempts. Wait a little.', retryAfterMs });
}

function passOn(c: Context<HttpEnv>, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
}
