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
