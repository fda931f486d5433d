import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import { StartRefused } from '../start-refused.ts';
import type { Answer } from './answer.ts';
import type { RequestTimes } from './secure-server.ts';
import { checkEachMs, createHttpsServer } from './secure-server.ts';
import type { TlsCertificate } from './tls-certificate.ts';

export interface Listener {
  readonly port: number;
  /** Shown to connections that begin from now on; for HTTPS alone. */
  readonly renew: (certificate: Pick<TlsCertificate, 'cert' | 'key'>) => void;
  /**
   * Takes no new connection and waits for the requests that are under way.
   * @param graceMs after which what is left is cut: its sender will send it again
   */
  readonly close: (graceMs: number) => Promise<void>;
}

/** A phone on a slow link comes back within a minute; a new connection would cost it two round trips. */
const KEEP_ALIVE_MS = 75_000;
/** `requestMs` is Node's own for HTTP/1. */
const TIMES: RequestTimes = { keepAliveMs: KEEP_ALIVE_MS, requestMs: 300_000 };

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** With one it is HTTPS, HTTP/2 first; without one plain HTTP/1.1. */
  readonly certificate?: Pick<TlsCertificate, 'cert' | 'key'> | undefined;
  /** Those of the product when left out. */
  readonly times?: RequestTimes;
}

/**
 * Connections that the kernel holds until they are taken up. With Node's 511, 400 of 2,000 devices that came back within ten
 * seconds were reset; more than the kernel's own limit is cut to it.
 */
const BACKLOG = 4_096;

/** @throws StartRefused PORT_IN_USE, PORT_REFUSED */
export async function listen(answer: Answer, options: ListenOptions): Promise<Listener> {
  const { host, port, certificate, times = TIMES } = options;
  const { server, close, renew } =
    certificate === undefined
      ? createPlainServer(answer, times)
      : createHttpsServer(answer, certificate, times);
  server.listen({ port, host, backlog: BACKLOG });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refusal(error, host, port);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close,
    renew,
  };
}

function createPlainServer(
  answer: Answer,
  { keepAliveMs, requestMs }: RequestTimes,
): { server: SocketServer } & Pick<Listener, 'close' | 'renew'> {
  const serverOptions = { requestTimeout: requestMs, connectionsCheckingInterval: checkEachMs(requestMs) };
  const server = createAdaptorServer({ fetch: answer, serverOptions, overrideGlobalObjects: false });
  if (!(server instanceof Server)) throw new Error('expected a plain HTTP server');
  server.keepAliveTimeout = keepAliveMs;
  return { server, close: (graceMs) => closeServer(server, graceMs), renew: () => undefined };
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
