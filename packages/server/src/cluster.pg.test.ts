import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from '@fieldsync/protocol';
import {
  envelopeSchema,
  exchangeReplySchema,
  paths,
  PROTOCOL_VERSION,
  unpackVerdicts,
} from '@fieldsync/protocol';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MainProcess } from './testing/main-process.ts';
import { create, device, healthData } from './testing/operations.ts';
import { TcpGate } from './testing/tcp-gate.ts';
import { testPostgres } from './testing/test-databases.ts';
import { testRedis } from './testing/test-redis.ts';
import { WebhookReceiver } from './testing/webhook-receiver.ts';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SECRET = 'the same in all processes, and long enough';
const PHONES = 4;
const CRITICAL = healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900 });
const cases = testPostgres().flatMap(() => testRedis().map((redisUrl) => ({ redisUrl })));

/** One process of the installation, which can be killed and started again. */
class Member {
  private main: MainProcess | undefined;
  private readonly environment: Readonly<Record<string, string>>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.environment = environment;
  }

  /** Where it answers, while it does. */
  origin: string | undefined;

  async start(): Promise<void> {
    this.main = new MainProcess(PROGRAM, { LOG_LEVEL: 'error', ...this.environment });
    if (this.environment['FIELDSYNC_ROLE'] === 'worker') await this.main.works();
    else this.origin = await this.main.url();
  }

  async kill(): Promise<void> {
    this.origin = undefined;
    this.main?.signal('SIGKILL');
    await this.main?.exit;
  }
}

describe.each(cases)('two servers and a worker', ({ redisUrl }) => {
  const admin = process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '';
  const name = `fieldsync_cluster_${randomBytes(6).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'fieldsync-cluster-'));
  const receiver = new WebhookReceiver();
  let database: Client;
  let turn = 0;
  let toPostgres: TcpGate;
  let toRedis: TcpGate;
  let servers: readonly Member[];
  let worker: Member;

  beforeAll(async () => {
    const administrator = new Client({ connectionString: admin });
    await administrator.connect();
    await administrator.query(`create database ${name}`);
    await administrator.end();
    const own = new URL(admin);
    own.pathname = `/${name}`;
    database = new Client({ connectionString: own.href });
    await database.connect();
    toPostgres = new TcpGate({ host: own.hostname, port: Number(own.port) });
    const { hostname: host, port } = new URL(redisUrl);
    toRedis = new TcpGate({ host, port: Number(port) });
    const through = new URL(own);
    through.port = String(await toPostgres.open());
    const shared = {
      DATABASE_URL: through.href,
      REDIS_URL: `redis://127.0.0.1:${String(await toRedis.open())}`,
      FIELDSYNC_SECRET: SECRET,
      FIELDSYNC_DATA: folder,
    };
    servers = [1, 2].map(() => new Member({ ...shared, FIELDSYNC_ROLE: 'server' }));
    worker = new Member({ ...shared, FIELDSYNC_ROLE: 'worker' });
    // The first one makes the schema and the accounts.
    for (const member of [...servers, worker]) await member.start();
  });
  afterAll(async () => {
    await Promise.all([...servers, worker].map((member) => member.kill()));
    await database.end();
    await toPostgres.shut();
    await toRedis.shut();
    await receiver.close();
    const administrator = new Client({ connectionString: admin });
    await administrator.connect();
    await administrator.query(`drop database ${name} with (force)`);
    await administrator.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const signIn = async (email: string, password: string): Promise<string> => {
    const reply = await fetch(`${servers[0]?.origin ?? ''}${paths.signIn}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    return reply.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  };

  /** The items that were acknowledged; none when there was no answer that is one. */
  async function push(
    cookie: string,
    phone: number,
    operations: readonly Operation[],
  ): Promise<readonly Operation[]> {
    const origin = servers[(turn += 1) % servers.length]?.origin;
    if (origin === undefined) return [];
    try {
      const reply = await fetch(origin + paths.exchange, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({
          v: PROTOCOL_VERSION,
          device: device(phone),
          cursor: null,
          config: 0,
          operations,
          wantBytes: 0,
        }),
        signal: AbortSignal.timeout(15_000),
      });
      const envelope = envelopeSchema(exchangeReplySchema).parse(await reply.json());
      if (!envelope.success || envelope.data.verdicts === undefined) return [];
      const verdicts = unpackVerdicts(operations, envelope.data.verdicts);
      return operations.filter((_, index) =>
        ['applied', 'duplicate'].includes(verdicts?.[index]?.status ?? ''),
      );
    } catch {
      return [];
    }
  }

  it('[S1] killed in turn, cut off from Postgres and from Redis: all is acknowledged, once, and every critical record is told of', async () => {
    const url = await receiver.open();
    const asAdmin = await signIn('admin@fieldsync.test', 'halima-keeps-keys');
    const subscribed = await fetch(`${servers[0]?.origin ?? ''}${paths.webhooks}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: asAdmin },
      body: JSON.stringify({ url, events: ['record.critical'] }),
    });
    expect(subscribed.status).toBe(200);

    const cookie = await signIn('amina@fieldsync.test', 'amina-in-bama');
    let number = 0;
    let goesOn = true;
    const acknowledged: Operation[] = [];
    const phone = async (which: number): Promise<void> => {
      let queue: readonly Operation[] = [];
      while (goesOn || queue.length > 0) {
        if (queue.length === 0)
          queue = Array.from({ length: 5 }, (_, index) => {
            number += 1;
            return create(number, number, index === 0 ? CRITICAL : healthData());
          });
        const sent = queue;
        const done = await push(cookie, which, sent);
        acknowledged.push(...done);
        queue = sent.filter((operation) => !done.includes(operation));
        if (done.length === 0) await pause(100);
      }
    };
    const phones = Array.from({ length: PHONES }, (_, index) => phone(index + 1));
    const more = async (count: number): Promise<void> => {
      const enough = acknowledged.length + count;
      while (acknowledged.length < enough) await pause(20);
    };

    for (const member of [...servers, worker]) {
      await more(60);
      await member.kill();
      // The others go on without it.
      await more(60);
      await member.start();
    }
    await more(60);
    await toRedis.shut();
    await more(60);
    await toRedis.open();
    await more(60);
    await toPostgres.shut();
    await pause(1_000);
    await toPostgres.open();
    await more(60);
    goesOn = false;
    await Promise.all(phones);

    const ids = acknowledged.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const count = async (statement: string): Promise<number> =>
      Number((await database.query<{ count: string }>(statement)).rows[0]?.count);
    expect(await count('select count(*) from operations')).toBe(ids.length);
    expect(await count('select count(*) from records where version = 1')).toBe(ids.length);

    const critical = acknowledged.filter(
      ({ action, entityId }) => action === 'CREATE' && Number.parseInt(entityId.slice(-12), 16) % 5 === 1,
    );
    const toldOf = () =>
      new Set(
        receiver.received.map(
          ({ body }) => (JSON.parse(body) as { data: { recordId: string } }).data.recordId,
        ),
      );
    expect(critical.length).toBeGreaterThan(50);
    while (critical.some(({ entityId }) => !toldOf().has(entityId))) await pause(200);
    expect(await count(`select count(*) from job_outbox where state = 'failed'`)).toBe(0);
  }, 240_000);
});
