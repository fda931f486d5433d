import type { MiddlewareHandler } from 'hono';
import { paths } from '@fieldsync/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import { isErased } from '../accounts/actor.ts';
import type { Access } from './access-table.ts';
import type { HttpEnv } from './http-env.ts';
import { sendProblem } from './reply.ts';

/** What a phone of somebody who was erased may still ask: whether their records are gone. */
const FOR_ERASED: ReadonlySet<string> = new Set([paths.exchange, paths.session]);

/**
 * Lets a request through to its handler when its session has one of the roles. Runs before the body is read: whoever is
 * signed out, or may not do this, touches nothing.
 */
export function sessionGate(accounts: Accounts, who: Access['who']): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (who === 'anyone') return next();
    const { actor, session } = await accounts.readSession(c.req.raw.headers);
    const gone = actor !== null && isErased(actor) && !FOR_ERASED.has(c.req.path);
    if (actor === null || gone)
      c.res = await sendProblem(c, { code: 'SIGNED_OUT', message: 'Sign in first.' });
    else if (!who.includes(actor.role))
      c.res = await sendProblem(c, { code: 'FORBIDDEN', message: 'Your role may not do this.' });
    else {
      c.set('actor', actor);
      c.set('session', session);
      c.set('log', c.get('log').child({ actor: actor.id }));
      await next();
    }
  };
}
