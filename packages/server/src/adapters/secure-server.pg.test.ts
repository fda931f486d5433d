import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { constants } from 'node:http2';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { Http2Client, readReply } from '../testing/http2-client.ts';
import { makeSelfSigned } from '../testing/self-signed.ts';
import type { SelfSigned } from '../testing/self-signed.ts';
import type { Answer } from './answer.ts';
import type { Listener } from './http-listener.ts';
import { listen } from './http-listener.ts';
import { createHttpsServer } from './secure-server.ts';
import type { RequestTimes } from './secure-server.ts';

let certificate: SelfSigned;
beforeAll(async () => {
  certificate = await makeSelfSigned();
});
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(answer: Answer): Promise<Listener & { client: Http2Client }> {
  const listener = await listen(answer, { host: '127.0.0.1', port: 0, certificate });
  const client = new Http2Client(`https://localhost:${String(listener.port)}`, certificate.cert);
  closing.push(() => listener.close(0));
  closing.push(() => client.close());
  return { ...listener, client };
}

it('speaks HTTP/2 over TLS 1.3, and tells the app the address that was asked for', async () => {
  const { client, port } = await serve((asked) => new Response(asked.url));
  const reply = await client.get('/a?b=c');
  expect(reply).toMatchObject({ status: 200, body: `https://localhost:${String(port)}/a?b=c` });
  expect(client.session.alpnProtocol).toBe('h2');
  expect((client.session.socket as ReturnType<typeof connectTls>).getProtocol()).toBe('TLSv1.3');
});

it('speaks HTTP/1.1 with who does not know better, and keeps the connection', async () => {
  const { port } = await serve(async (asked) => new Response(await asked.text()));
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: certificate.cert });
  closing.push(() => agent.destroy());
  const post = async (body: string) => {
    const sent = request({ host: 'localhost', port, method: 'POST', agent }).end(body);
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of reply.setEncoding('utf8')) text += chunk as string;
    return { text, again: sent.reusedSocket, keepAlive: reply.headers['keep-alive'] };
  };
  expect(await post('one')).toEqual({ text: 'one', again: false, keepAlive: 'timeout=75' });
  expect(await post('two')).toMatchObject({ text: 'two', again: true });
});

it('refuses a handshake below TLS 1.3', async () => {
  const { port } = await serve(() => new Response());
  const old = connectTls({ host: 'localhost', port, ca: certificate.cert, maxVersion: 'TLSv1.2' });
  const [error] = (await once(old, 'error')) as [Error];
  expect(error.message).toMatch(/protocol version/i);
});

it('[X4] refuses headers beyond its bound on that stream alone', async () => {
  const { client } = await serve(() => new Response('fine'));
  // A bound holds once the other side has said that it has read it.
  await client.get('/');
  const huge = client.get('/', { 'x-huge': 'x'.repeat(20_000) });
  await expect(huge).rejects.toThrow('NGHTTP2_ENHANCE_YOUR_CALM');
  expect((await client.get('/')).body).toBe('fine');
});

it('[X4] says how many streams one connection may have, and pushes none', async () => {
  const { client } = await serve(() => new Response());
  await client.get('/');
  expect(client.session.remoteSettings).toMatchObject({
    maxConcurrentStreams: 100,
    maxHeaderListSize: 16_384,
  });
});

it('finishes what is under way when it closes, and takes nothing new', async () => {
  const arrived = new EventEmitter();
  const { client, close, port } = await serve(async (asked) => {
    arrived.emit('request');
    return new Response(await asked.text());
  });
  const late = client.open({ ':method': 'POST', ':path': '/' });
  const underWay = once(arrived, 'request');
  late.write('half ');
  await underWay;
  const away = once(client.session, 'goaway');
  const closed = close(60_000);
  await away;
  const refused = connectTls({ host: '127.0.0.1', port, ca: certificate.cert });
  expect((await once(refused, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  late.end('and half');
  expect(await readReply(late)).toMatchObject({ status: 200, body: 'half and half' });
  await closed;
});

it('cuts what is left when the grace is over', async () => {
  const arrived = new EventEmitter();
  const { client, close } = await serve(async (asked) => {
    arrived.emit('request');
    return new Response(await asked.text());
  });
  client.session.on('error', () => {});
  const stalled = client.open({ ':method': 'POST', ':path': '/' });
  stalled.on('error', () => {});
  const underWay = once(arrived, 'request');
  stalled.write('half ');
  await underWay;
  const gone = once(stalled, 'close');
  await close(0);
  await gone;
  expect(client.session.destroyed).toBe(true);
});

async function serveFor(times: RequestTimes, answer: Answer): Promise<Http2Client> {
  const { server, close } = createHttpsServer(answer, certificate, times);
  closing.push(() => close(0));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new Http2Client(`https://localhost:${String(port)}`, certificate.cert);
  closing.push(() => client.close());
  return client;
}

it('ends a connection on which nothing has moved for as long as it is kept alive', async () => {
  const client = await serveFor({ keepAliveMs: 50, requestMs: 60_000 }, () => new Response('fine'));
  const away = once(client.session, 'goaway');
  expect((await client.get('/')).body).toBe('fine');
  expect((await away)[0]).toBe(constants.NGHTTP2_NO_ERROR);
});

it('[X4] ends a request whose body does not come to its end, and no reply that is still being written', async () => {
  const beats = new EventEmitter();
  const client = await serveFor({ keepAliveMs: 60_000, requestMs: 50 }, async (asked) => {
    if (asked.method === 'POST') return new Response(await asked.text());
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        beats.once('beat', () => (controller.enqueue(Buffer.from('still here')), controller.close()));
      },
    });
    return new Response(body);
  });
  const stream = client.get('/stream');
  const stalled = client.open({ ':method': 'POST', ':path': '/' });
  stalled.write('half ');
  await once(stalled, 'close');
  expect(stalled.rstCode).toBe(constants.NGHTTP2_CANCEL);
  beats.emit('beat');
  expect((await stream).body).toBe('still here');
});
