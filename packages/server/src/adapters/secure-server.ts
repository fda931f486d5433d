import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import { constants, createSecureServer } from 'node:http2';
import type { IncomingMessage } from 'node:http';
import type {
  Http2SecureServer,
  Http2ServerRequest,
  Http2Session,
  SecureServerOptions,
  ServerHttp2Stream,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Answer } from './answer.ts';
import type { TlsCertificate } from './tls-certificate.ts';

export interface RequestTimes {
  /** A connection on which nothing moves ends after this; event streams beat each 25 s. */
  readonly keepAliveMs: number;
  /** A request must have come to its end by then. Node bounds the heads of HTTP/1 alone: a body sent by drops would stay for ever [X4]. */
  readonly requestMs: number;
}

export interface SecureServer {
  readonly server: Http2SecureServer;
  /** Takes nothing new, waits for what is under way, and cuts what is left after `graceMs`. */
  readonly close: (graceMs: number) => Promise<void>;
  /** Shown to connections that begin from now on. */
  readonly renew: (certificate: Pick<TlsCertificate, 'cert' | 'key'>) => void;
}

/**
 * HTTP/2 over TLS 1.3, and HTTP/1.1 for who asks for it. TLS 1.2 would cost a phone a second round trip before the first
 * byte of a request, and each browser that runs our service worker has had 1.3 for years.
 */
export function createHttpsServer(
  answer: Answer,
  { cert, key }: Pick<TlsCertificate, 'cert' | 'key'>,
  { keepAliveMs, requestMs }: RequestTimes,
): SecureServer {
  const serverOptions: SecureServerOptions = {
    cert,
    key,
    allowHTTP1: true,
    minVersion: 'TLSv1.3',
    // 100 is the least that RFC 9113 advises; a page with all its parts is below. Node's own default is no bound at all.
    settings: { maxConcurrentStreams: 100, maxHeaderListSize: 16_384, enablePush: false },
    // Megabytes that one connection may keep in memory, bodies not counted.
    maxSessionMemory: 10,
  };
  const server = createAdaptorServer({
    fetch: answer,
    createServer: createSecureServer,
    serverOptions,
    overrideGlobalObjects: false,
  }) as Http2SecureServer;
  server.setTimeout(keepAliveMs);
  // Its HTTP/1 side: missing in the types, read by Node at the end of each reply.
  Object.assign(server, {
    keepAliveTimeout: keepAliveMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkEachMs(requestMs),
  });
  server.on('stream', (stream) => boundRequest(stream, requestMs));
  server.on('request', (request: IncomingMessage | Http2ServerRequest) => {
    if (request.httpVersionMajor === 1) boundBody(request as IncomingMessage, requestMs);
  });

  const sockets = track<TLSSocket>((add) => server.on('secureConnection', add));
  const sessions = track<Http2Session>((add) => server.on('session', add));
  return {
    server,
    close: (graceMs) => close(server, sessions, sockets, graceMs),
    // All that is not said again here would be what Node has without us.
    renew: (next) => server.setSecureContext({ cert: next.cert, key: next.key, minVersion: 'TLSv1.3' }),
  };
}

/** How often Node looks for HTTP/1 requests whose time is over: its own 30 s, or as long as they have. */
export function checkEachMs(requestMs: number): number {
  return Math.min(30_000, requestMs);
}

function boundRequest(stream: ServerHttp2Stream, requestMs: number): void {
  const timer = setTimeout(() => {
    // A reply may take as long as it likes: event streams are open for hours.
    if (stream.state.remoteClose === 0) stream.close(constants.NGHTTP2_CANCEL);
  }, requestMs);
  timer.unref();
  stream.once('close', () => clearTimeout(timer));
}

/** Behind TLS Node bounds the head of an HTTP/1 request, and its body not. */
function boundBody(request: IncomingMessage, requestMs: number): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, requestMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}

function track<Part extends { once(event: 'close', listener: () => void): unknown }>(
  listen: (add: (part: Part) => void) => void,
): ReadonlySet<Part> {
  const open = new Set<Part>();
  listen((part) => {
    open.add(part);
    part.once('close', () => open.delete(part));
  });
  return open;
}

async function close(
  server: Http2SecureServer,
  sessions: ReadonlySet<Http2Session>,
  sockets: ReadonlySet<TLSSocket>,
  graceMs: number,
): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // GOAWAY: the phone finishes what it has begun and takes its next request elsewhere.
  for (const session of sessions) session.close();
  const cut = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed;
  clearTimeout(cut);
}
