import { once } from 'node:events';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../adapters/http-listener.ts';
import type { HttpEnv } from './http-env.ts';
import { requestFrame } from './request-frame.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

it('names each request in its lines of the log, and in the answer when that refuses or fails', async () => {
  const lines: string[] = [];
  let count = 0;
  const app = new Hono<HttpEnv>();
  app.use(
    requestFrame(pino({ level: 'debug' }, { write: (line) => lines.push(line) }), () => `id-${(count += 1)}`),
  );
  app.get('/fine', (c) => c.text('yes'));
  app.get('/refused', (c) => c.text('no', 403));
  app.get('/broken', () => {
    throw new Error('broken');
  });
  app.onError((error, c) => {
    c.get('log').error({ err: error }, 'a request failed');
    return c.text('failed', 500);
  });
  const ids: (string | null)[] = [];
  for (const path of ['/fine', '/refused', '/broken', '/nowhere'])
    ids.push((await app.request(path)).headers.get('x-request-id'));
  expect(ids).toEqual([null, 'id-2', 'id-3', 'id-4']);
  expect(lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId)).toEqual([
    'id-1',
    'id-2',
    'id-3',
    'id-3',
    'id-4',
  ]);
});

it('[S7] a refusal is told when the body has been sent, on a connection that stays: before, the sender would see a reset', async () => {
  let handled: () => void = () => undefined;
  const called = new Promise<void>((resolve) => (handled = resolve));
  const app = new Hono<HttpEnv>();
  app.use(requestFrame(pino({ level: 'silent' }), () => 'request'));
  app.post('/refused', (c) => {
    handled();
    return c.text('come back later', 503);
  });
  app.get('/next', (c) => c.text('still here'));
  const server = await listen((request, env) => app.fetch(request, env), { host: '127.0.0.1', port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  open.push(async () => {
    socket.destroy();
    await server.close(0);
  });
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
  const until = async (text: string): Promise<void> => {
    while (!heard.includes(text)) await once(socket, 'data');
  };

  socket.write('POST /refused HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhello');
  await called;
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toBe('');
  socket.write('world');
  await until('come back later');
  expect(heard).toContain('HTTP/1.1 503');
  socket.write('GET /next HTTP/1.1\r\nhost: x\r\n\r\n');
  await until('still here');
});
