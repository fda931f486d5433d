import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startLinkShaper } from './link-shaper.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function bodyOf(message: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of message.setEncoding('utf8')) body += chunk as string;
  return body;
}

/** A server that writes down what it was asked, behind a link, and a client that keeps its connection alive. */
async function siteBehindLink() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push(`${request.method} ${request.url} ${body.length}`);
      response.setHeader('x-count', asked.length);
      response.end(`answer ${asked.length}`);
    });
  });
  const targetPort = await listenOnLoopback(server, 0);
  closing.push(() => new Promise((done) => (server.close(done), server.closeAllConnections())));
  const link = await startLinkShaper({ targetPort });
  closing.push(() => link.close());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closing.push(async () => agent.destroy());
  const post = async (path: string, body = '') => {
    const sent = httpRequest({ host: '127.0.0.1', port: link.port, path, method: 'POST', agent });
    sent.end(body);
    const [socket] = (await once(sent, 'socket')) as [Socket];
    const closed = new Promise((settle) => socket.once('close', settle));
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: reply.statusCode,
      type: reply.headers['content-type'],
      body: await bodyOf(reply),
      closed,
    };
  };
  return { link, asked, post };
}

test('a reply is lost after the server acted, once, and the next one gets through', async () => {
  const { link, asked, post } = await siteBehindLink();
  const lost = link.dropReplyOnce((reply, request) => {
    return reply.startsWith('HTTP/1.1 200') && request.startsWith('POST /sync');
  });
  expect((await post('/other')).body).toBe('answer 1');
  await expect(post('/sync', 'batch')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await lost.fired).toContain('x-count: 2');
  expect(asked).toEqual(['POST /other 0', 'POST /sync 5']);
  expect((await post('/sync', 'batch')).body).toBe('answer 3');
});

test('a reply can be lost in silence: the connection stays and nothing comes', async () => {
  const { link, asked, post } = await siteBehindLink();
  const lost = link.dropReplyOnce(() => true, 'silence');
  const waiting = post('/sync', 'batch');
  const failed = expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
  await lost.fired;
  expect(asked).toEqual(['POST /sync 5']);
  expect(link.stats).toMatchObject({ open: 1, downBytes: 0 });
  link.dropConnections();
  await failed;
});

test('a fault that was cancelled does not happen', async () => {
  const { link, post } = await siteBehindLink();
  link.dropReplyOnce(() => true).cancel();
  expect((await post('/sync')).body).toBe('answer 1');
});

test('a request is delivered again after its answer, whole, and the client sees one answer', async () => {
  const { link, asked, post } = await siteBehindLink();
  const again = link.duplicateRequestOnce((request) => request.startsWith('POST /sync'));
  const body = 'x'.repeat(100_000);
  expect((await post('/sync', body)).body).toBe('answer 1');
  expect(await again.fired).toContain('x-count: 2');
  expect(asked).toEqual(['POST /sync 100000', 'POST /sync 100000']);
  expect((await post('/sync')).body).toBe('answer 3');
});

test('a request and its copy can race', async () => {
  const { link, asked, post } = await siteBehindLink();
  const again = link.duplicateRequestOnce(() => true, 'at-once');
  const reply = await post('/sync', 'batch');
  expect(reply.body).toMatch(/^answer [12]$/);
  expect(await again.fired).toContain('HTTP/1.1 200');
  expect(asked).toEqual(['POST /sync 5', 'POST /sync 5']);
});

test('a portal answers everything itself with a page, and the server hears nothing', async () => {
  const { link, asked, post } = await siteBehindLink();
  link.portal();
  const reply = await post('/sync', 'batch');
  expect(reply).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(reply.body).toContain('Guest Wi-Fi');
  expect(asked).toEqual([]);
});

test('a portal takes over connections that were kept alive, and lets go of them', async () => {
  const { link, asked, post } = await siteBehindLink();
  const before = await post('/sync');
  expect(before.body).toBe('answer 1');
  link.portal();
  await before.closed;
  const during = await post('/sync');
  expect(during.body).toContain('Guest Wi-Fi');
  link.restore();
  await during.closed;
  expect((await post('/sync')).body).toBe('answer 2');
  expect(asked).toHaveLength(2);
});
