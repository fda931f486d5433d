import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Accounts, Caller, Credentials } from '../../accounts/accounts.ts';
import type { Actor } from '../../accounts/actor.ts';
import { addressBlock } from '../../accounts/address-block.ts';
import type { AttemptLimits } from '../../accounts/attempt-limits.ts';
import { byAddress, SIGN_IN_BY_ACCOUNT } from '../../accounts/attempt-limits.ts';
import type { AuditLog } from '../../services/audit.ts';
import type { Clock } from '../../services/clock.ts';
import { isoTime } from '../../services/clock.ts';
import type { Access } from '../access-table.ts';
import { callerOf } from '../caller.ts';
import type { HttpEnv } from '../http-env.ts';
import { sayProblem } from './openrosa-reply.ts';
import { mayCarryPassword } from './may-carry-password.ts';

export interface BasicGateParts {
  readonly accounts: Accounts;
  readonly attempts: AttemptLimits;
  /** Of one address, with those of the sign-in page. */
  readonly signInsPerMinute: number;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly trustProxy: boolean;
  readonly publicOrigin: string | null;
}

/** As the sign-in page takes them. */
const credentialsSchema = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });

type Checked =
  | { readonly kind: 'right'; readonly actor: Actor }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-often'; readonly retryAfterMs: number };

/**
 * HTTP Basic (RFC 7617) with each request, for apps that have no sessions; the same accounts, roles and limits as signing
 * in. A cookie opens nothing here, so that no page can use somebody's session.
 */
export function basicGate(parts: BasicGateParts): (who: Access['who']) => MiddlewareHandler<HttpEnv> {
  const { accounts, attempts, audit, clock, trustProxy, publicOrigin } = parts;
  const ofAddress = byAddress(parts.signInsPerMinute);
  /** A phone sends several forms at once: after a restart its password is looked at once, and not for each of them. */
  const underWay = new Map<string, Promise<Checked>>();

  async function look(credentials: Credentials, caller: Caller): Promise<Checked> {
    const known = await accounts.recognise(credentials);
    if (known !== null) return { kind: 'right', actor: known };
    const { email } = credentials;
    const wait =
      (await attempts.take(ofAddress, addressBlock(caller.address), clock())) ||
      (await attempts.take(SIGN_IN_BY_ACCOUNT, email, clock()));
    if (wait > 0) return { kind: 'too-often', retryAfterMs: wait };
    const checked = await accounts.checkPassword(credentials, caller);
    const note = (act: string, actor: string, subject: string): Promise<void> =>
      audit.append({ at: isoTime(clock()), actor, act, subject, detail: detailOf(caller) });
    if (checked.kind === 'refused') await note('session:sign-in-refused', '', email);
    else {
      await attempts.forget(SIGN_IN_BY_ACCOUNT, email);
      await note('session:sign-in', checked.actor.id, checked.actor.id);
    }
    return checked;
  }

  function lookOnce(credentials: Credentials, caller: Caller): Promise<Checked> {
    const name = JSON.stringify([credentials.email, credentials.password]);
    const begun = underWay.get(name);
    if (begun !== undefined) return begun;
    const looking = look(credentials, caller).finally(() => underWay.delete(name));
    underWay.set(name, looking);
    return looking;
  }

  return (who) => async (c, next) => {
    if (!mayCarryPassword(c, publicOrigin, trustProxy))
      return sayProblem(c, {
        code: 'FORBIDDEN',
        message: 'This address takes passwords over https only. Write https:// in the settings of this app.',
      });
    const credentials = credentialsOf(c.req.header('authorization'));
    if (credentials === undefined) return askForPassword(c);
    const checked = await lookOnce(credentials, callerOf(c, trustProxy));
    if (checked.kind === 'refused') return askForPassword(c);
    if (checked.kind === 'too-often')
      return sayProblem(c, {
        code: 'BUSY',
        message: 'Too many attempts. Wait a little.',
        retryAfterMs: checked.retryAfterMs,
      });
    const { actor } = checked;
    if (who !== 'anyone' && !who.includes(actor.role))
      return sayProblem(c, { code: 'FORBIDDEN', message: 'Your role may not do this.' });
    c.set('actor', actor);
    c.set('log', c.get('log').child({ actor: actor.id }));
    return next();
  };
}

function detailOf({ address, userAgent }: Caller): Record<string, unknown> {
  return { address: address ?? null, userAgent: userAgent?.slice(0, 256) ?? null, by: 'openrosa' };
}

/** Undefined when there are none that could be an account's. */
function credentialsOf(header: string | undefined): Credentials | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined || encoded.length > 1_024) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    return undefined;
  }
  const colon = text.indexOf(':');
  const given = { email: text.slice(0, colon).trim().toLowerCase(), password: text.slice(colon + 1) };
  return colon < 0 ? undefined : credentialsSchema.safeParse(given).data;
}

function askForPassword(c: Context<HttpEnv>): Promise<Response> {
  c.header('www-authenticate', 'Basic realm="Fieldsync", charset="UTF-8"');
  return sayProblem(c, { code: 'SIGNED_OUT', message: 'The email or the password is not right.' });
}
