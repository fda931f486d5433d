import type { Handler, Hono, MiddlewareHandler } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import type { Access } from './access-table.ts';
import { accessTo } from './access-table.ts';
import { descriptionOf } from './api/descriptions.ts';
import type { HttpEnv } from './http-env.ts';
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

export function mountOn(app: Hono<HttpEnv>, accounts: Accounts): Mount {
  return (method, path, handler, first = (_, next) => next()) => {
    descriptionOf(method, path);
    app.on(method, path, first, sessionGate(accounts, accessTo(method, path)), handler);
  };
}
