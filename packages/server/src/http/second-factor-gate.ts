import type { MiddlewareHandler } from 'hono';
import type { SecondFactor } from '../accounts/second-factor.ts';
import type { Access } from './access-table.ts';
import type { HttpEnv } from './http-env.ts';
import { sendProblem } from './reply.ts';

/**
 * Stops an act for which a code is due, before its body is read. Behind the session's gate: who may not do it at all is told that, and
 * no more. The handler knows nothing of it, so that none can forget it.
 */
export function secondFactorGate(factor: SecondFactor, code: Access['code']): MiddlewareHandler<HttpEnv> {
  if (code === undefined) return (_, next) => next();
  return async (c, next) => {
    if (code === 'device' && c.req.query('deviceId') === undefined) return next();
    const need = await factor.need({ actor: c.get('actor'), session: c.get('session') }, code === 'always');
    if (need === undefined) return next();
    return sendProblem(
      c,
      need === 'code'
        ? { code: 'SECOND_FACTOR_REQUIRED', message: 'Give a code of your authenticator app first.' }
        : { code: 'SECOND_FACTOR_ENROLMENT_NEEDED', message: 'Set up an authenticator app first.' },
    );
  };
}
