import type { Handler, Hono, MiddlewareHandler } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import type { SecondFactor } from '../accounts/second-factor.ts';
import type { Access } from './access-table.ts';
import { accessTo } from './access-table.ts';
import { descriptionOf } from './api/descriptions.ts';
import type { HttpEnv } from './http-env.ts';
import { secondFactorGate } from './second-factor-gate.ts';
import { sessionGate } from './session-gate.ts';

/**
 * Mounts a handler behind the gate that the access table asks for; refuses a route that is not described.
 * @param first what is to happen even before the session is looked up
 */
export type Mount = (
  method: Access['method'],
  path: string,
  handler: Handler<HttpEnv>,
  first?: MiddlewareHandler<HttpEnv>,
) => void;

/** @param basic the gate of routes that are not opened by a cookie */
export function mountOn(
  app: Hono<HttpEnv>,
  accounts: Accounts,
  secondFactor: SecondFactor,
  basic: (who: Access['who']) => MiddlewareHandler<HttpEnv>,
): Mount {
  return (method, path, handler, first = (_, next) => next()) => {
    descriptionOf(method, path);
    const { who, by, code } = accessTo(method, path);
    const gate = by === 'basic' ? basic(who) : sessionGate(accounts, who);
    app.on(method, path, first, gate, secondFactorGate(secondFactor, code), handler);
  };
}
