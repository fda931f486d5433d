import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from './testing/cluster.ts';
import { SendingPhones } from './testing/sending-phones.ts';
import { TcpGate } from './testing/tcp-gate.ts';
import { testPostgres } from './testing/test-databases.ts';
import { testRedis } from './testing/test-redis.ts';
import { toldRecords } from './testing/told-records.ts';
import { WebhookReceiver } from './testing/webhook-receiver.ts';

const cases = testPostgres().flatMap(() => testRedis().map((redisUrl) => ({ redisUrl })));

describe.each(cases)('two servers and a worker', ({ redisUrl }) => {
  const admin = process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '';
  const name = `fieldsync_cluster_${randomBytes(6).toString('hex')}`;
  const receiver = new WebhookReceiver();
  let database: Client;
  let toPostgres: TcpGate;
  let toRedis: TcpGate;
  let cluster: Cluster;

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
    cluster = new Cluster({
      databaseUrl: through.href,
      redisUrl: `redis://127.0.0.1:${String(await toRedis.open())}`,
    });
    await cluster.start();
  });
  afterAll(async () => {
    await cluster.remove();
    await database.end();
    await toPostgres.shut();
    await toRedis.shut();
    await receiver.close();
    const administrator = new Client({ connectionString: admin });
    await administrator.connect();
    await administrator.query(`drop database ${name} with (force)`);
    await administrator.end();
  });

  it('[S1] killed in turn, cut off from Postgres and from Redis: all is acknowledged, once, and every critical record is told of', async () => {
    await cluster.subscribe(await receiver.open());
    const phones = new SendingPhones(() => cluster.origins(), await cluster.signIn('amina'));

    for (const member of cluster.members) {
      await phones.more(60);
      await member.kill();
      // The others go on without it.
      await phones.more(60);
      await member.start();
    }
    await phones.more(60);
    await toRedis.shut();
    await phones.more(60);
    await toRedis.open();
    await phones.more(60);
    await toPostgres.shut();
    await pause(1_000);
    await toPostgres.open();
    await phones.more(60);
    await phones.finish();

    const ids = phones.acknowledged.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const count = async (statement: string): Promise<number> =>
      Number((await database.query<{ count: string }>(statement)).rows[0]?.count);
    expect(await count('select count(*) from operations')).toBe(ids.length);
    expect(await count('select count(*) from records where version = 1')).toBe(ids.length);

    const critical = phones.critical.map(({ entityId }) => entityId);
    expect(critical.length).toBeGreaterThan(50);
    while (critical.some((id) => !toldRecords(receiver).has(id))) await pause(200);
    expect(await count(`select count(*) from job_outbox where state = 'failed'`)).toBe(0);
  }, 240_000);
});
