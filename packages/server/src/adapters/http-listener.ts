import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartRefused } from '../start-refused.ts';

export type Answer = (request: Request, env: object) => Promise<Response> | Response;

export interface Listener {
  readonly port: number;
  /**
   * Takes no new connection and waits for the requests that are under way.
   * @param graceMs after which what is left is cut: its sender will send it again
   */
  close(graceMs: number): Promise<void>;
}

/** A phone on a slow link comes back within a minute; a new connection would cost it two round trips. */
const KEEP_ALIVE_MS = 75_000;

/** @throws StartRefused PORT_IN_USE, PORT_REFUSED */
export async function listen(answer: Answer, host: string, port: number): Promise<Listener> {
  const server = createAdaptorServer({ fetch: answer, overrideGlobalObjects: false });
  if (!(server instanceof Server)) throw new Error('expected a plain HTTP server');
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refusal(error, host, port);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) => closeServer(server, graceMs),
  };
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}

function refusal(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartRefused(
      'PORT_IN_USE',
      `Port ${String(port)} on ${host} is in use. Stop the other program, or choose another port with PORT.`,
    );
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartRefused('PORT_REFUSED', `Cannot listen on ${host}, port ${String(port)} (${code}).`);
  return error;
}
