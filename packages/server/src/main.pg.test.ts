import { limits, paths } from '@fieldsync/protocol';
import { once } from 'node:events';
import { request } from 'node:http';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EventReader } from './testing/event-reader.ts';
import { Http2Client, readReply } from './testing/http2-client.ts';
import { MainProcess } from './testing/main-process.ts';
import { create } from './testing/operations.ts';
import type { SelfSigned } from './testing/self-signed.ts';
import { makeSelfSigned } from './testing/self-signed.ts';
import { buildChild } from './testing/spawn-child.ts';
import { exchangeBody } from './testing/test-exchange.ts';
import { cookieOf } from './testing/test-office.ts';

let program: string;
/** A data folder after a first start and a clean stop: a copy of it opens in a tenth of the time. */
let prepared: string;
let folder: string;
let started: MainProcess[] = [];
beforeAll(async () => {
  program = await buildChild('../../main');
  prepared = mkdtempSync(join(tmpdir(), 'main-prepared-'));
  const first = new MainProcess(program, { FIELDSYNC_DATA: prepared });
  await first.url();
  first.signal('SIGTERM');
  await first.exit;
});
afterAll(() => {
  rmSync(prepared, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
  // The lock and the control socket of a process that is gone cannot be copied.
  cpSync(prepared, join(folder, 'data'), {
    recursive: true,
    filter: (file) => !/(\.lock|\/control)$/.test(file),
  });
});
afterEach(async () => {
  for (const child of started) {
    child.signal('SIGKILL');
    await child.exit;
  }
  started = [];
  rmSync(folder, { recursive: true });
});

const start = (environment: Record<string, string> = {}): MainProcess => {
  const child = new MainProcess(program, { FIELDSYNC_DATA: join(folder, 'data'), ...environment });
  started.push(child);
  return child;
};
const json = { 'content-type': 'application/json' };
const signIn = async (url: string, email = 'amina@fieldsync.test', password = 'amina-in-bama') =>
  fetch(url + paths.signIn, { method: 'POST', headers: json, body: JSON.stringify({ email, password }) });
const exchange = async (url: string, cookie: string, parts: Record<string, unknown>): Promise<unknown> => {
  const reply = await fetch(url + paths.exchange, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify(exchangeBody(parts)),
  });
  return reply.json();
};

describe('the server as a process', () => {
  it('says where it is and how to sign in, for as long as the passwords are those of the source', async () => {
    const first = start();
    const url = await first.url();
    const cookie = cookieOf(await signIn(url));
    const change = await fetch(`${url}/api/auth/change-password`, {
      method: 'POST',
      headers: { ...json, cookie },
      body: JSON.stringify({ currentPassword: 'amina-in-bama', newPassword: 'my own password' }),
    });
    expect(change.status).toBe(200);
    first.signal('SIGTERM');
    expect(await first.exit).toBe(0);
    expect(first.out.join('\n')).toContain('amina@fieldsync.test    amina-in-bama');
    const second = start();
    await second.url();
    second.signal('SIGINT');
    expect(await second.exit).toBe(0);
    expect(second.out.join('\n')).toContain('ibrahim@fieldsync.test');
    expect(second.out.join('\n')).not.toContain('amina@');
  });

  it('[S1] [S7] killed after its answer, it still has what it acknowledged, and the session', async () => {
    const first = start();
    const url = await first.url();
    const cookie = cookieOf(await signIn(url));
    const operations = [create(1, 1), create(2, 2)];
    expect(await exchange(url, cookie, { operations })).toMatchObject({
      data: { verdicts: { judged: 2, except: [] } },
    });
    first.signal('SIGKILL');
    await first.exit;
    const again = await start().url();
    expect(await exchange(again, cookie, { operations })).toMatchObject({
      data: {
        verdicts: {
          except: [
            [0, { status: 'duplicate' }],
            [1, { status: 'duplicate' }],
          ],
        },
      },
    });
  });

  it('answers the request that is under way when it is told to stop, ends the streams, and takes no new one', async () => {
    const child = start();
    const url = await child.url();
    const cookie = cookieOf(await signIn(url));
    const stream = new EventReader(await fetch(url + paths.events, { headers: { cookie } }));
    await stream.next();
    const body = JSON.stringify(exchangeBody({ operations: [create(1, 1)] }));
    const late = request(url + paths.exchange, {
      method: 'POST',
      headers: { ...json, cookie, 'content-length': body.length },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      late.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    // The server has the head and half of the body: the request is under way.
    await new Promise<void>((resolve) => late.write(body.slice(0, 40), () => resolve()));
    await fetch(url + paths.connectivityTest);
    child.signal('SIGTERM');
    expect(await stream.next()).toBeUndefined();
    await expect(fetch(url + paths.connectivityTest)).rejects.toThrow();
    late.end(body.slice(40));
    expect(await answered).toBe(200);
    expect(await child.exit).toBe(0);
  });

  it('where others can reach it, makes passwords and tells them once', async () => {
    const first = start({ FIELDSYNC_TRUST_PROXY: '1', FIELDSYNC_DATA: join(folder, 'fresh') });
    const url = await first.url();
    expect((await signIn(url)).status).toBe(401);
    first.signal('SIGTERM');
    await first.exit;
    const told = /amina@fieldsync\.test +(\S{16}) /.exec(first.out.join('\n'))?.[1] ?? '';
    expect(told).not.toBe('');
    const second = start({ FIELDSYNC_TRUST_PROXY: '1', FIELDSYNC_DATA: join(folder, 'fresh') });
    expect((await signIn(await second.url(), 'amina@fieldsync.test', told)).status).toBe(200);
    second.signal('SIGTERM');
    await second.exit;
    expect(second.out.join('\n')).not.toContain('@fieldsync.test');
  });

  it('refuses a busy port in one sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const child = start({ PORT: String(port) });
    expect(await child.exit).toBe(1);
    expect(child.err).toBe(
      `Port ${String(port)} on 127.0.0.1 is in use. Stop the other program, or choose another port with PORT.\n`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('refuses what it cannot be told, before it touches anything', async () => {
    const child = start({ PORT: 'three', FIELDSYNC_ORIGIN: 'field.example.org' });
    expect(await child.exit).toBe(1);
    expect(child.err.split('\n')).toHaveLength(3);
    expect(child.err).toMatch(/^PORT must be a whole number/);
  });
});

describe('the server as a process with a certificate', () => {
  let certificate: SelfSigned;
  let environment: Record<string, string>;
  beforeAll(async () => {
    certificate = await makeSelfSigned();
  });
  beforeEach(() => {
    environment = {
      FIELDSYNC_TLS_CERT: join(folder, 'cert.pem'),
      FIELDSYNC_TLS_KEY: join(folder, 'key.pem'),
    };
    writeFileSync(join(folder, 'cert.pem'), certificate.cert);
    writeFileSync(join(folder, 'key.pem'), certificate.key);
  });
  const signedIn = async (client: Http2Client): Promise<string> => {
    const credentials = { email: 'amina@fieldsync.test', password: 'amina-in-bama' };
    const { headers } = await client.post(paths.signIn, JSON.stringify(credentials));
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Secure-fieldsync.*; Secure/);
    return cookie.split(';')[0] ?? '';
  };

  it('[X1] speaks https itself: an exchange, a stream, a refused body, and a stop that cuts nothing', async () => {
    const child = start(environment);
    const url = await child.url();
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const client = new Http2Client(url, certificate.cert);
    const cookie = await signedIn(client);

    const events = client.open({ ':method': 'GET', ':path': paths.events, cookie });
    const streamed = readReply(events);
    await once(events, 'response');
    const huge = await client.post(paths.exchange, Buffer.alloc(limits.compressedBodyBytes + 1, ' '), {
      cookie,
    });
    expect(huge).toMatchObject({ status: 413 });
    expect(huge.headers['connection']).toBeUndefined();
    const body = JSON.stringify(exchangeBody({ operations: [create(1, 1)] }));
    const late = client.open({
      ':method': 'POST',
      ':path': paths.exchange,
      'content-type': 'application/json',
      cookie,
    });
    late.write(body.slice(0, 40));
    expect((await client.get(paths.connectivityTest)).status).toBe(200);
    child.signal('SIGTERM');
    expect(await streamed).toMatchObject({ status: 200 });
    late.end(body.slice(40));
    expect(await readReply(late)).toMatchObject({ status: 200 });
    expect(await child.exit).toBe(0);
    expect(child.err).not.toMatch(/Warning/);
  });

  it('refuses a certificate that it cannot use in one sentence, before it touches the data', async () => {
    const file = join(folder, 'nowhere.pem');
    const child = start({ ...environment, FIELDSYNC_TLS_CERT: file, FIELDSYNC_DATA: join(folder, 'fresh') });
    expect(await child.exit).toBe(1);
    expect(child.err).toBe(`Cannot read ${file} (ENOENT).\n`);
    expect(existsSync(join(folder, 'fresh'))).toBe(false);
  });
});

describe('a server that runs', () => {
  let url: string;
  let cookie: string;
  let server: MainProcess;
  beforeAll(async () => {
    server = new MainProcess(program, { FIELDSYNC_DATA: prepared });
    url = await server.url();
    cookie = cookieOf(await signIn(url));
  });
  afterAll(async () => {
    server.signal('SIGTERM');
    expect(await server.exit).toBe(0);
  });

  it('refuses a data folder that another process has, in plain words, and leaves that one alone', async () => {
    const second = start({ FIELDSYNC_DATA: prepared });
    expect(await second.exit).toBe(1);
    expect(second.err).toMatch(/^Another Fieldsync process is already using .*\n$/);
    expect((await fetch(url + paths.connectivityTest)).status).toBe(200);
  });

  it('[X4] on a real socket: a refused body ends its connection, and the next request gets another', async () => {
    for (const headers of [{ cookie }, {}]) {
      const huge = await fetch(url + paths.exchange, {
        method: 'POST',
        headers: { ...json, ...headers },
        body: Buffer.alloc(limits.compressedBodyBytes + 1, ' '),
      });
      expect(huge.status).toBe('cookie' in headers ? 413 : 401);
      expect((await fetch(url + paths.connectivityTest)).status).toBe(200);
    }
  });

  it('tells viewers over a real socket, at once', async () => {
    const ibrahim = cookieOf(await signIn(url, 'ibrahim@fieldsync.test', 'ibrahim-in-maiduguri'));
    const stream = new EventReader(await fetch(url + paths.events, { headers: { cookie: ibrahim } }));
    await stream.next();
    await exchange(url, cookie, { operations: [create(1, 1)] });
    expect(await stream.next()).toMatchObject({ event: 'record', data: { version: 1 } });
    await stream.close();
  });
});
