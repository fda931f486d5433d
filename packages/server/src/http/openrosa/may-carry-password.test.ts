import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { HttpEnv } from '../http-env.ts';
import { mayCarryPassword } from './may-carry-password.ts';

interface Case {
  readonly socket?: { readonly remoteAddress?: string; readonly encrypted?: boolean };
  readonly origin?: string;
  readonly trustProxy?: boolean;
  readonly headers?: Record<string, string>;
}

async function may({ socket, origin, trustProxy = false, headers = {} }: Case): Promise<boolean> {
  const app = new Hono<HttpEnv>();
  app.get('/', (c) => c.text(String(mayCarryPassword(c, origin ?? null, trustProxy))));
  const env = { incoming: { socket } } as unknown as HttpEnv['Bindings'];
  return (await (await app.request('/', { headers }, env)).text()) === 'true';
}

describe('[X1] a password with each request', () => {
  const away = { remoteAddress: '192.168.1.20' };
  it.each<[what: string, where: Case, answer: boolean]>([
    ['over https', { socket: { ...away, encrypted: true } }, true],
    ['in the clear', { socket: away }, false],
    [
      'in the clear, though the office has http for its address',
      { socket: away, origin: 'http://office.example' },
      false,
    ],
    ['within this machine', { socket: { remoteAddress: '127.0.0.1' } }, true],
    ['within this machine, IPv6', { socket: { remoteAddress: '::1' } }, true],
    ['within this machine, mapped', { socket: { remoteAddress: '::ffff:127.0.0.1' } }, true],
    ['from a name that only begins like it', { socket: { remoteAddress: '127.evil.example' } }, false],
    ['from nowhere', { socket: {} }, false],
    [
      'through a proxy on this machine that has no https',
      { socket: { remoteAddress: '127.0.0.1' }, headers: { 'x-forwarded-for': '10.0.0.7' } },
      false,
    ],
    ['through a proxy that has https', { socket: away, origin: 'https://office.example' }, true],
    [
      'through a trusted proxy that was asked in the clear',
      {
        socket: away,
        origin: 'https://office.example',
        trustProxy: true,
        headers: { 'x-forwarded-proto': 'http' },
      },
      false,
    ],
    [
      'through a trusted proxy that was asked over https',
      {
        socket: away,
        origin: 'https://office.example',
        trustProxy: true,
        headers: { 'x-forwarded-proto': 'https' },
      },
      true,
    ],
  ])('%s', async (_, where, answer) => {
    expect(await may(where)).toBe(answer);
  });
});
