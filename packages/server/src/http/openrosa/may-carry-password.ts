import type { Context } from 'hono';
import { isIP } from 'node:net';
import type { HttpEnv } from '../http-env.ts';

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto'];

/**
 * Whether what was sent was not for everybody on the way to read: over https, within this machine, or through a proxy that
 * has https. A password that came in the clear is refused, also where it is right, so that nobody gets used to it.
 */
export function mayCarryPassword(
  c: Context<HttpEnv>,
  publicOrigin: string | null,
  trustProxy: boolean,
): boolean {
  const socket = (c.env as HttpEnv['Bindings'] | undefined)?.incoming?.socket;
  // Tests call the app without one.
  if (socket === undefined) return true;
  if ('encrypted' in socket && socket.encrypted === true) return true;
  if (publicOrigin?.startsWith('https://') === true)
    return !trustProxy || c.req.header('x-forwarded-proto')?.toLowerCase() !== 'http';
  const isProxied = FORWARDED.some((name) => c.req.header(name) !== undefined);
  return !isProxied && isLoopback(socket.remoteAddress);
}

function isLoopback(address: string | undefined): boolean {
  const plain = (address ?? '').replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}
