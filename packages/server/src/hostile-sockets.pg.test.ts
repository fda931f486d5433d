import { EventEmitter, once } from 'node:events';
import { DENSE_TYPE, paths } from '@fieldsync/protocol';
import { beginChain } from '@fieldsync/protocol/dense';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { zlibDeflater } from './adapters/dense/zlib-deflater.ts';
import type { ListenOptions, Listener } from './adapters/http-listener.ts';
import { listen } from './adapters/http-listener.ts';
import { Http2Client, readReply } from './testing/http2-client.ts';
import { create } from './testing/operations.ts';
import { RawSocket, statusesOf } from './testing/raw-socket.ts';
import type { SelfSigned } from './testing/self-signed.ts';
import { makeSelfSigned } from './testing/self-signed.ts';
import { buildChild } from './testing/spawn-child.ts';
import { testDatabases } from './testing/test-databases.ts';
import { exchangeBody } from './testing/test-exchange.ts';
import type { TestOffice } from './testing/test-office.ts';
import { openTestOffice } from './testing/test-office.ts';

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

const json = 'content-type: application/json';
/** 50 MB of nothing, and 20 MB of it in one text. */
const zeros = Buffer.alloc(50_000_000);
const bombs: readonly (readonly [name: string, headers: Record<string, string>, body: Buffer])[] = [
  ['gzip', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, gzipSync(zeros)],
  ['deflate', { 'content-type': 'application/json', 'content-encoding': 'deflate' }, deflateSync(zeros)],
  [
    'dense',
    { 'content-type': DENSE_TYPE },
    Buffer.from(
      beginChain('columns', zlibDeflater).encode({ ...exchangeBody(), cursor: 'a'.repeat(20_000_000) }),
    ),
  ],
];

/** Too large, or for what the codec gives up before it knows how large: send it as JSON. */
const REFUSED = [[413], [415]];

describe('[X4] hostile connections', () => {
  let office: TestOffice;
  let cookie: string;
  let certificate: SelfSigned;
  /** Requests that the app was asked for: what was begun must come to an end, whatever became of its sender. */
  let asked: Promise<unknown>[] = [];
  const arrivals = new EventEmitter();
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    // One exchange at a time, and four may wait: six that hold a place would be noticed.
    office = await openTestOffice(database, {
      maxExchanges: 1,
      codecThread: await buildChild('codec-thread'),
    });
    cookie = (await office.as('amina')).cookie;
    certificate = await makeSelfSigned();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await Promise.all(asked);
    asked = [];
  });
  afterAll(() => office.close());

  const serve = async (options: Partial<ListenOptions> = {}): Promise<Listener> => {
    const answer = (request: Request, env: object) => {
      const reply = Promise.resolve(office.app.fetch(request, env));
      asked.push(reply);
      arrivals.emit('request');
      return reply;
    };
    const listener = await listen(answer, { host: '127.0.0.1', port: 0, ...options });
    closing.push(() => listener.close(0));
    return listener;
  };
  const http2 = (port: number): Http2Client => {
    const client = new Http2Client(`https://localhost:${String(port)}`, certificate.cert);
    client.session.on('error', () => undefined);
    closing.push(() => client.close());
    return client;
  };
  /** What every other phone sends meanwhile. */
  const normal = async (port: number, ca?: string): Promise<number[]> => {
    const body = JSON.stringify(exchangeBody({ operations: [create(1, 1)] }));
    const socket = await RawSocket.open(port, ca);
    socket.socket.write(
      `POST ${paths.exchange} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n${json}\r\nconnection: close\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
    );
    return statusesOf(await socket.end());
  };

  describe.each(['plain', 'with a certificate'])('HTTP/1.1, %s', (kind) => {
    const secure = () => (kind === 'plain' ? {} : { certificate });
    const ca = () => (kind === 'plain' ? undefined : certificate.cert);
    const head = (path: string, ...headers: readonly string[]): string =>
      [`POST ${path} HTTP/1.1`, 'host: localhost', `cookie: ${cookie}`, ...headers, '', ''].join('\r\n');
    const hidden = `GET ${paths.session} HTTP/1.1\r\nhost: localhost\r\n\r\n`;

    it.each<readonly [what: string, said: () => string | Buffer, status: number]>([
      ['a header of 20 KB', () => head(paths.exchange, `x-huge: ${'x'.repeat(20_000)}`), 431],
      [
        '5,000 headers',
        () => head(paths.exchange, ...Array.from({ length: 5_000 }, (_, n) => `x${String(n)}: 1`)),
        431,
      ],
      ['an address of 20 KB', () => head(`/${'x'.repeat(20_000)}`), 431],
      ['NUL in the address', () => head('/api/v1/\0'), 400],
      ['a space in the address', () => head('/api/v1/ session'), 400],
      ['letters beyond ASCII in the address', () => Buffer.from(head('/\xff\xfe'), 'latin1'), 400],
      ['NUL in a header', () => head(paths.exchange, 'x-a: a\0b'), 400],
      ['a header without a name', () => head(paths.exchange, ': a'), 400],
      ['a space before the colon', () => head(paths.exchange, 'content-length : 5'), 400],
      ['a folded header', () => head(paths.exchange, 'x-a: a', ' transfer-encoding: chunked'), 400],
      ['no host', () => `GET ${paths.session} HTTP/1.1\r\n\r\n`, 400],
      ['a host that is none', () => `GET ${paths.session} HTTP/1.1\r\nhost: a b<c>\r\n\r\n`, 400],
      ['a version that is none', () => `GET ${paths.session} HTTP/9.9\r\nhost: localhost\r\n\r\n`, 400],
      ['HTTP/2 with no greeting', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
      ['no HTTP', () => '\x16\x03\x01\x02\x00\x01\x00', 400],
      [
        'both lengths',
        () =>
          `${head(paths.exchange, json, `content-length: ${String(hidden.length)}`, 'transfer-encoding: chunked')}0\r\n\r\n${hidden}`,
        400,
      ],
      [
        'two lengths',
        () =>
          `${head(paths.exchange, json, 'content-length: 0', `content-length: ${String(hidden.length)}`)}${hidden}`,
        400,
      ],
      ['a length with a sign', () => `${head(paths.exchange, json, 'content-length: +5')}${hidden}`, 400],
      [
        'a length beyond any number',
        () => `${head(paths.exchange, json, 'content-length: 99999999999999999999')}${hidden}`,
        400,
      ],
      [
        'chunked and something else',
        () => `${head(paths.exchange, json, 'transfer-encoding: chunked, identity')}0\r\n\r\n${hidden}`,
        400,
      ],
      [
        'chunked misspelt',
        () => `${head(paths.exchange, json, 'transfer-encoding: xchunked')}0\r\n\r\n${hidden}`,
        400,
      ],
      [
        'a chunk of a size that is none',
        () => `${head(paths.exchange, json, 'transfer-encoding: chunked')}0x5\r\nhello\r\n0\r\n\r\n${hidden}`,
        400,
      ],
      [
        'a chunk of a negative size',
        () => `${head(paths.exchange, json, 'transfer-encoding: chunked')}-1\r\n\r\n${hidden}`,
        400,
      ],
    ])('refuses %s, once, and answers who asks meanwhile', async (what, said, status) => {
      const { port } = await serve(secure());
      const socket = await RawSocket.open(port, ca());
      socket.socket.write(said());
      expect(await normal(port, ca())).toEqual([200]);
      // What is no fault of the form keeps its connection, until whoever asked lets it go.
      socket.socket.end();
      const statuses = statusesOf(await socket.end());
      expect([what, statuses]).toEqual([what, [status]]);
    });

    it.each(bombs)('gives up a bomb: %s', async (_, headers, body) => {
      const { port } = await serve(secure());
      const socket = await RawSocket.open(port, ca());
      const lines = Object.entries({ ...headers, connection: 'close' }).map((pair) => pair.join(': '));
      socket.socket.write(head(paths.exchange, ...lines, `content-length: ${String(body.length)}`));
      socket.socket.write(body);
      expect(await normal(port, ca())).toEqual([200]);
      expect(REFUSED).toContainEqual(statusesOf(await socket.end()));
    });

    it('ends bodies that come by drops, which keep no place from anybody', async () => {
      const { port } = await serve({ ...secure(), times: { keepAliveMs: 60_000, requestMs: 400 } });
      const slow = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const socket = await RawSocket.open(port, ca());
          socket.socket.write(head(paths.exchange, json, 'content-length: 100000'));
          const drops = setInterval(() => socket.socket.write(' '), 10);
          socket.socket.once('close', () => clearInterval(drops));
          return socket;
        }),
      );
      expect(await normal(port, ca())).toEqual([200]);
      const said = kind === 'plain' ? [408] : [];
      for (const socket of slow) expect(statusesOf(await socket.end())).toEqual(said);
      expect(await normal(port, ca())).toEqual([200]);
    });

    it('ends a head that comes by drops', async () => {
      const { port } = await serve({ ...secure(), times: { keepAliveMs: 60_000, requestMs: 400 } });
      const socket = await RawSocket.open(port, ca());
      socket.socket.write(`GET ${paths.session} HTTP/1.1\r\nx-a: `);
      const drops = setInterval(() => socket.socket.write('a'), 10);
      socket.socket.once('close', () => clearInterval(drops));
      expect(statusesOf(await socket.end())).toEqual([408]);
    });

    it('has nothing left of uploads that break off', async () => {
      const { port } = await serve(secure());
      for (let n = 0; n < 20; n += 1) {
        const arrived = once(arrivals, 'request');
        const socket = await RawSocket.open(port, ca());
        socket.socket.write(head(paths.exchange, json, 'content-length: 5000'));
        socket.socket.write('{"v":3,');
        await arrived;
        socket.socket.destroy();
      }
      await Promise.all(asked);
      expect(await normal(port, ca())).toEqual([200]);
    });
  });

  describe('HTTP/2', () => {
    it.each(bombs)('gives up a bomb: %s', async (_, headers, body) => {
      const { port } = await serve({ certificate });
      const client = http2(port);
      const bomb = client.post(paths.exchange, body, { cookie, ...headers });
      const [reply, other] = await Promise.all([bomb, client.get(paths.connectivityTest)]);
      expect(REFUSED).toContainEqual([reply.status]);
      expect(other.status).toBe(200);
    });

    it.each([
      ['an address of 20 KB', { ':path': `/${'x'.repeat(20_000)}` }],
      ['5,000 headers', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`x${String(n)}`, '1']))],
      ['a body longer than it says', { 'content-length': '3' }],
    ])('ends the stream of %s, and answers the others', async (_, headers) => {
      const { port } = await serve({ certificate });
      const client = http2(port);
      // A bound holds once the other side has said that it has read it.
      await client.get(paths.connectivityTest);
      const stream = client.open({ ':method': 'POST', ':path': paths.exchange, cookie, ...headers });
      stream.on('error', () => undefined);
      const refused = expect(readReply(stream)).rejects.toThrow(/NGHTTP2|premature|aborted/i);
      stream.end('more than that');
      await refused;
      expect((await http2(port).get(paths.connectivityTest)).status).toBe(200);
    });

    it.each(['/api/v1/%00', '/%ff%fe', '/api/v1/../../etc/passwd', '//evil.example/'])(
      'answers %s with 404',
      async (path) => {
        const { port } = await serve({ certificate });
        expect((await http2(port).get(path)).status).toBe(404);
      },
    );

    it('ends bodies that come by drops, which keep no place from anybody', async () => {
      const { port } = await serve({ certificate, times: { keepAliveMs: 60_000, requestMs: 400 } });
      const client = http2(port);
      const ended = Array.from({ length: 6 }, () => {
        const stream = client.open({
          ':method': 'POST',
          ':path': paths.exchange,
          cookie,
          'content-type': 'application/json',
        });
        stream.on('error', () => undefined);
        const drops = setInterval(() => stream.write(' '), 10);
        return new Promise((resolve) => stream.once('close', () => resolve(clearInterval(drops))));
      });
      const body = JSON.stringify(exchangeBody({ operations: [create(1, 1)] }));
      expect((await client.post(paths.exchange, body, { cookie })).status).toBe(200);
      await Promise.all(ended);
      await Promise.all(asked);
      expect((await client.post(paths.exchange, body, { cookie })).status).toBe(200);
    });

    it('has nothing left of uploads that break off', async () => {
      const { port } = await serve({ certificate });
      const client = http2(port);
      for (let n = 0; n < 20; n += 1) {
        const arrived = once(arrivals, 'request');
        const stream = client.open({
          ':method': 'POST',
          ':path': paths.exchange,
          cookie,
          'content-type': 'application/json',
        });
        stream.on('error', () => undefined);
        stream.write('{"v":3,');
        await arrived;
        stream.close();
      }
      await Promise.all(asked);
      const body = JSON.stringify(exchangeBody({ operations: [create(1, 1)] }));
      expect((await client.post(paths.exchange, body, { cookie })).status).toBe(200);
    });
  });
});
