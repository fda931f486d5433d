import type { Context } from 'hono';
import type { Caller } from '../accounts/accounts.ts';
import type { HttpEnv } from './http-env.ts';

/**
 * The address of the socket; behind a trusted proxy the last address that it appended. Earlier ones in the header were
 * written by the client and mean nothing.
 */
export function callerOf(c: Context<HttpEnv>, trustProxy: boolean): Caller {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return {
    address: forwarded ?? c.env?.incoming?.socket.remoteAddress,
    userAgent: c.req.header('user-agent'),
  };
}
