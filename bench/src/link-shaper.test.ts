import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { linkProfiles, startLinkShaper } from './link-shaper.ts';
import type { LinkShaper, LinkShaperOptions } from './link-shaper.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { ManualLinkClock } from './testing/manual-link-clock.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A plain TCP server behind a link; `accepted` gives its side of each new connection. */
async function serverBehindLink(options: Omit<LinkShaperOptions, 'targetPort'> = {}) {
  const server = createServer({ allowHalfOpen: true });
  const sockets: Socket[] = [];
  server.on('connection', (socket) => {
    socket.on('error', () => socket.destroy());
    sockets.push(socket);
  });
  const targetPort = await listenOnLoopback(server, 0);
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  });
  const link = await startLinkShaper({ targetPort, ...options });
  closing.push(() => link.close());
  const accepted = async () => ((await once(server, 'connection')) as [Socket])[0];
  return { link, accepted, targetPort };
}

function dial(link: LinkShaper): Socket {
  const socket = connect({ host: '127.0.0.1', port: link.port, allowHalfOpen: true });
  closing.push(async () => socket.destroy());
  return socket;
}

async function joined(link: LinkShaper, accepted: () => Promise<Socket>) {
  const arrival = accepted();
  const client = dial(link);
  return { client, server: await arrival };
}

const errorOf = async (socket: Socket) => {
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
};

/** All that comes until the other side ends. */
async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'end');
  return Buffer.concat(chunks);
}

/** Waits for the first `bytes` and leaves the connection open. */
async function readSome(socket: Socket, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    if (Buffer.concat(chunks).length >= bytes) break;
  }
  return Buffer.concat(chunks);
}

const pattern = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 31) % 251));

test('bytes come through in order, both ways, also when one side has ended', async () => {
  const profile = { upKbps: 80_000, downKbps: 80_000, rttMs: 2, jitterMs: 4 };
  const { link, accepted } = await serverBehindLink({ profile });
  const { client, server } = await joined(link, accepted);
  client.end(pattern(300_000));
  expect((await readAll(server)).equals(pattern(300_000))).toBe(true);
  server.end(pattern(200_000));
  expect((await readAll(client)).equals(pattern(200_000))).toBe(true);
  expect(link.stats).toMatchObject({ upBytes: 300_000, downBytes: 200_000, accepted: 1, refused: 0 });
});

test('a handshake costs one round trip before the server hears of it', async () => {
  const clock = new ManualLinkClock();
  const { link, accepted, targetPort } = await serverBehindLink({ profile: linkProfiles.edge, clock });
  dial(link);
  await clock.armed();
  clock.runTo(300);
  clock.runTo(599);
  // Connections are accepted in order: whoever dials past the link now comes first if the link has not dialled yet.
  const first = accepted();
  const direct = connect({ host: '127.0.0.1', port: targetPort });
  await once(direct, 'connect');
  const { localPort } = direct;
  expect((await first).remotePort).toBe(localPort);
  direct.destroy();
  const second = accepted();
  clock.runTo(600);
  expect((await second).remotePort).not.toBe(localPort);
});

test('a cut resets both sides at once and refuses new connections until it is restored', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client, server } = await joined(link, accepted);
  const broken = Promise.all([errorOf(client), errorOf(server)]);
  link.cut();
  expect(await broken).toEqual(['ECONNRESET', 'ECONNRESET']);
  expect(await errorOf(dial(link))).toBe('ECONNRESET');
  expect(link.stats).toMatchObject({ open: 0, accepted: 1, refused: 1 });
  link.restore();
  const again = await joined(link, accepted);
  again.client.end('hello');
  expect((await readAll(again.server)).toString()).toBe('hello');
});

test('refusing leaves connections that exist alone', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client, server } = await joined(link, accepted);
  link.refuse();
  expect(await errorOf(dial(link))).toBe('ECONNRESET');
  client.write('still here');
  expect((await readSome(server, 10)).toString()).toBe('still here');
});

test('dropping connections lets new ones in at once', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client } = await joined(link, accepted);
  const broken = errorOf(client);
  link.dropConnections();
  expect(await broken).toBe('ECONNRESET');
  const again = await joined(link, accepted);
  again.client.end('back');
  expect((await readAll(again.server)).toString()).toBe('back');
});

test('a blackhole keeps sockets and bytes, and gives the bytes back when it lifts', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client, server } = await joined(link, accepted);
  link.blackhole();
  const sent = new Promise((done) => client.write('into the dark', done));
  await sent;
  expect(link.stats).toMatchObject({ upBytes: 0, open: 1 });
  const heard = readSome(server, 13);
  link.restore();
  expect((await heard).toString()).toBe('into the dark');
  expect(link.stats.upBytes).toBe(13);
});

test('a link cut after so many bytes is cut in the middle of the body', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client, server } = await joined(link, accepted);
  let heard = 0;
  server.on('data', (chunk: Buffer) => (heard += chunk.length));
  const cut = link.cutAfterBytes('up', 50_000);
  const broken = errorOf(client);
  client.write(Buffer.alloc(200_000));
  const { upBytes } = await cut.fired;
  expect(await broken).toBe('ECONNRESET');
  expect(upBytes - 50_000).toBeLessThan(1_460);
  expect(upBytes).toBeGreaterThanOrEqual(50_000);
  expect(heard).toBeLessThanOrEqual(upBytes);
  expect(link.stats.upBytes).toBe(upBytes);
  expect(link.mode).toBe('refuse');
});

test('a reset by either side reaches the other', async () => {
  const { link, accepted } = await serverBehindLink();
  const first = await joined(link, accepted);
  const serverBroken = errorOf(first.server);
  first.client.resetAndDestroy();
  expect(await serverBroken).toBe('ECONNRESET');
  const second = await joined(link, accepted);
  const clientBroken = errorOf(second.client);
  second.server.resetAndDestroy();
  expect(await clientBroken).toBe('ECONNRESET');
});

test('a server that is not there is a reset for the client', async () => {
  const nobody = createServer();
  const targetPort = await listenOnLoopback(nobody, 0);
  await new Promise((done) => nobody.close(done));
  const link = await startLinkShaper({ targetPort });
  closing.push(() => link.close());
  expect(await errorOf(dial(link))).toBe('ECONNRESET');
  expect(link.stats.open).toBe(0);
});

test('a connection that ended on both sides is counted no more', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client, server } = await joined(link, accepted);
  server.resume();
  client.resume();
  client.end();
  await once(server, 'end');
  server.end();
  await once(client, 'close');
  await expect.poll(() => link.stats.open).toBe(0);
});

test('counters start again from nothing', async () => {
  const { link, accepted } = await serverBehindLink();
  const { client, server } = await joined(link, accepted);
  client.end('12345');
  await readAll(server);
  link.resetStats();
  expect(link.stats).toMatchObject({ upBytes: 0, downBytes: 0, accepted: 0, refused: 0 });
});

test('windows open the link, silence it, cut it and open it again', async () => {
  const clock = new ManualLinkClock();
  const { link } = await serverBehindLink({ clock });
  const seen: string[] = [];
  const onPhase = () => seen.push(`${clock.nowMs()} ${link.mode}`);
  const windows = link.windows(20_000, 40_000, { onPhase });
  clock.runTo(70_000);
  windows.stop();
  clock.runTo(200_000);
  expect(seen).toEqual(['0 open', '20000 blackhole', '23000 refuse', '60000 open']);
});
