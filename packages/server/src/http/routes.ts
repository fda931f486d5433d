import type { Handler, Hono } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import type { Access } from './access-table.ts';
import { accessTo } from './access-table.ts';
import type { HttpEnv } from './http-env.ts';
import { sessionGate } from './session-gate.ts';

/** Mounts a handler behind the gate that the access table asks for. */
export type Mount = (method: Access['method'], path: string, handler: Handler<HttpEnv>) => void;

export function mountOn(app: Hono<HttpEnv>, accounts: Accounts): Mount {
  return (method, path, handler) => {
    app.on(method, path, sessionGate(accounts, accessTo(method, path)), handler);
  };
}
