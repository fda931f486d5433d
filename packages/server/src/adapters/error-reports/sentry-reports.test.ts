import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../create-log.ts';
import { SentryReports } from './sentry-reports.ts';

const KEY = '0123456789abcdef';
const REQUEST = '0198f2a0-6f00-7000-8000-0000000000a1';

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What listens where the DSN points to. */
let received: Received[];
let answer: { status: number; headers?: Record<string, string> } | 'never';
let told: string[];
let now: number;
let server: ReturnType<typeof createServer>;
let reports: SentryReports;
beforeEach(async () => {
  received = [];
  told = [];
  now = 1_000_000;
  answer = { status: 200 };
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ path: request.url, headers: request.headers, text: Buffer.concat(parts).toString() });
      if (answer !== 'never') response.writeHead(answer.status, answer.headers).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  reports = reportsTo((server.address() as AddressInfo).port);
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

const reportsTo = (port: number, timeoutMs?: number): SentryReports =>
  new SentryReports({
    dsn: `http://${KEY}@127.0.0.1:${String(port)}/errors/42`,
    release: 'fieldsync@0.1.0',
    environment: 'test',
    now: () => now,
    tell: (text) => told.push(text),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
const logOf = (to: SentryReports) => createLog('debug', { write: () => undefined }, (line) => to.take(line));
const events = (): Record<string, unknown>[] =>
  received.map(({ text }) => JSON.parse(text.split('\n')[2] ?? '') as Record<string, unknown>);

describe('reports of errors', () => {
  it('reach the envelope endpoint with request, release and environment, and what failed where', async () => {
    const cause = Object.assign(new Error('the disk is full'), { code: '53100' });
    logOf(reports).error(
      {
        requestId: REQUEST,
        method: 'POST',
        path: `/api/v1/records/${REQUEST}`,
        err: new Error('no', { cause }),
      },
      'a request failed',
    );
    await reports.flush();
    const [one] = received;
    expect(one?.path).toBe('/errors/api/42/envelope/');
    expect(one?.headers).toMatchObject({
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': expect.stringContaining(`sentry_version=7, sentry_key=${KEY},`) as string,
    });
    const [head, item] = (one?.text.split('\n') ?? []).map(
      (part) => JSON.parse(part) as Record<string, unknown>,
    );
    const [event] = events();
    expect(head).toEqual({ event_id: event?.['event_id'], sent_at: '1970-01-01T00:16:40.000Z' });
    expect(item).toEqual({ type: 'event' });
    expect(event).toMatchObject({
      event_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      level: 'error',
      release: 'fieldsync@0.1.0',
      environment: 'test',
      tags: { request_id: REQUEST, method: 'POST', route: '/api/v1/records/:id' },
      exception: {
        values: [
          { type: 'Error', value: 'a request failed (53100)' },
          { type: 'Error', value: 'a request failed' },
        ],
      },
    });
    const { frames } = (event?.['exception'] as { values: { stacktrace: { frames: object[] } }[] }).values[0]
      ?.stacktrace ?? {
      frames: [],
    };
    expect(frames.at(-1)).toMatchObject({
      filename: expect.stringMatching(/^(packages|src)\/.*sentry-reports\.test\.ts$/) as string,
      in_app: true,
    });
  });

  it('[X1] have nothing that a person wrote, no name, no credential and no folder of the machine', async () => {
    const secrets = [
      'Amina',
      'cholera in Bama',
      'hunter2',
      'fieldsync.session_token=abc',
      'amina@fieldsync.test',
      process.cwd(),
    ];
    const err = Object.assign(
      new Error(
        `Amina\n    at Amina (/home/amina/src/cholera in Bama:1:2)\nUnexpected token in "cholera in Bama"`,
      ),
      {
        detail: 'Key (name)=(Amina)',
        code: 'Amina',
      },
    );
    logOf(reports).error(
      {
        err,
        actor: 'amina@fieldsync.test',
        password: 'hunter2',
        cookie: 'fieldsync.session_token=abc',
        path: '/api/v1/records/Amina/cholera%20in%20Bama',
        body: { answers: 'cholera in Bama' },
        requestId: 'Amina',
      },
      'a request failed',
    );
    await reports.flush();
    expect(received).toHaveLength(1);
    for (const secret of secrets) expect(received[0]?.text).not.toContain(secret);
  });

  it('are of errors alone, and a crash is one of the gravest', async () => {
    const log = logOf(reports);
    log.debug('answered');
    log.info('started');
    log.fatal({ err: new Error('gone') }, 'the server stops');
    log.error({ days: 3 }, 'the certificate expires soon');
    await reports.flush();
    expect(events().map(({ level, message }) => [level, message])).toEqual([
      ['fatal', undefined],
      ['error', { formatted: 'the certificate expires soon' }],
    ]);
  });

  it('are bounded on their way and in a minute; how many were left out is said with the next', async () => {
    const log = logOf(reports);
    for (let turn = 0; turn < 25; turn += 1) log.error('again');
    await reports.flush();
    expect(received).toHaveLength(10);
    for (let turn = 0; turn < 40; turn += 1) {
      log.error('again');
      await reports.flush();
    }
    expect(received).toHaveLength(30);
    now += 60_000;
    log.error('again');
    await reports.flush();
    expect(events().at(-1)).toMatchObject({ extra: { dropped_before: 20 } });
  });

  it('wait as long as they are told to', async () => {
    const log = logOf(reports);
    answer = { status: 429, headers: { 'retry-after': '120' } };
    log.error('once');
    await reports.flush();
    log.error('too early');
    await reports.flush();
    now += 120_000;
    log.error('again');
    await reports.flush();
    expect(received).toHaveLength(2);
    expect(told).toEqual([]);
  });

  it('that do not get through hold up nobody, and are told of once', async () => {
    answer = 'never';
    const slow = reportsTo((server.address() as AddressInfo).port, 50);
    logOf(slow).error('one');
    logOf(slow).error('two');
    await slow.flush();
    expect(told).toEqual(['errors cannot be reported: TimeoutError']);
    answer = { status: 200 };
    logOf(slow).error('three');
    await slow.flush();
    expect(told).toEqual(['errors cannot be reported: TimeoutError', 'errors are reported again']);
  });
});
