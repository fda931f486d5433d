import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Accounts, Credentials } from '../../accounts/accounts.ts';
import type { SignInThrottle } from '../../accounts/sign-in-throttle.ts';
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
  readonly throttle: SignInThrottle;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly trustProxy: boolean;
  readonly publicOrigin: string | null;
}

/** As the sign-in page takes them. */
const credentialsSchema = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });

/**
 * HTTP Basic (RFC 7617) with each request, for apps that have no sessions; the same accounts, roles and limits as signing
 * in. A cookie opens nothing here, so that no page can use somebody's session.
 */
export function basicGate(parts: BasicGateParts, who: Access['who']): MiddlewareHandler<HttpEnv> {
  const { accounts, throttle, audit, clock, trustProxy, publicOrigin } = parts;

  async function record(c: Context<HttpEnv>, act: string, actor: string, subject: string): Promise<void> {
    const { address = null, userAgent } = callerOf(c, trustProxy);
    const detail = { address, userAgent: userAgent?.slice(0, 256) ?? null, by: 'openrosa' };
    await audit.append({ at: isoTime(clock()), actor, act, subject, detail });
  }

  return async (c, next) => {
    if (!mayCarryPassword(c, publicOrigin, trustProxy))
      return sayProblem(c, {
        code: 'FORBIDDEN',
        message: 'This address takes passwords over https only. Write https:// in the settings of this app.',
      });
    const credentials = credentialsOf(c.req.header('authorization'));
    if (credentials === undefined) return askForPassword(c);
    let actor = await accounts.recognise(credentials);
    if (actor === null) {
      const { email } = credentials;
      const wait = throttle.waitMs(email, clock());
      if (wait > 0) return tooOften(c, wait);
      const checked = await accounts.checkPassword(credentials, callerOf(c, trustProxy));
      if (checked.kind === 'throttled') return tooOften(c, checked.retryAfterMs);
      if (checked.kind === 'refused') {
        throttle.failed(email, clock());
        await record(c, 'session:sign-in-refused', '', email);
        return askForPassword(c);
      }
      throttle.succeeded(email);
      actor = checked.actor;
      await record(c, 'session:sign-in', actor.id, actor.id);
    }
    if (who !== 'anyone' && !who.includes(actor.role))
      return sayProblem(c, { code: 'FORBIDDEN', message: 'Your role may not do this.' });
    c.set('actor', actor);
    c.set('log', c.get('log').child({ actor: actor.id }));
    return next();
  };
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

function tooOften(c: Context<HttpEnv>, retryAfterMs: number): Promise<Response> {
  return sayProblem(c, { code: 'BUSY', message: 'Too many attempts. Wait a little.', retryAfterMs });
}
