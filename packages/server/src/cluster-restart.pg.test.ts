import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from './testing/cluster.ts';
import { LiveScreen } from './testing/live-screen.ts';
import { RestartableServer, testRestartable } from './testing/restartable.ts';
import { SendingPhones } from './testing/sending-phones.ts';
import { toldRecords } from './testing/told-records.ts';
import { WebhookReceiver } from './testing/webhook-receiver.ts';

/** Where BullMQ keeps the jobs that no worker has begun. */
const WAITING_JOBS = 'bull:fieldsync-jobs:prioritized';

const [programs] = testRestartable();

describe.runIf(programs !== undefined)(
  'two servers and a worker, with a Postgres and a Redis that are killed',
  () => {
    const receiver = new WebhookReceiver();
    const ended: string[] = [];
    let postgres: RestartableServer<[]>;
    let redis: RestartableServer<[{ keeps: boolean }]>;
    let cluster: Cluster;
    let screens: readonly LiveScreen[];
    let amina: string;
    const sent: SendingPhones[] = [];

    beforeAll(async () => {
      if (programs === undefined) throw new Error('nothing to start');
      postgres = await RestartableServer.postgres(programs);
      redis = await RestartableServer.redis(programs);
      await postgres.start();
      await redis.start({ keeps: true });
      cluster = new Cluster({ databaseUrl: postgres.url, redisUrl: redis.url });
      await cluster.start();
      for (const member of cluster.members) void member.ended().then((said) => ended.push(said));
      await cluster.subscribe(await receiver.open());
      const coordinator = await cluster.signIn('ibrahim');
      screens = cluster.origins().map((origin) => new LiveScreen(origin ?? '', coordinator));
      amina = await cluster.signIn('amina');
    });
    afterAll(async () => {
      receiver.release();
      await Promise.all(screens.map((screen) => screen.close()));
      await cluster.remove();
      await redis.remove();
      await postgres.remove();
      await receiver.close();
    });

    /** They capture less than the worker can tell of: it has to be done with that before the next of these tests. */
    const startPhones = (): SendingPhones => {
      const phones = new SendingPhones(() => cluster.origins(), amina, sent.length * 100_000);
      sent.push(phones);
      return phones;
    };
    /** With no answer from the receiver the worker has no hand free, and jobs gather in Redis. @returns their names there */
    const gathered = async (): Promise<readonly string[]> => {
      receiver.hold();
      const client = new Redis(redis.url);
      client.on('error', () => undefined);
      while ((await client.zcard(WAITING_JOBS)) < 10) await pause(20);
      const names = await client.zrange(WAITING_JOBS, '0', '-1');
      client.disconnect();
      return names;
    };
    const stillThere = async (names: readonly string[]): Promise<number> => {
      const client = new Redis(redis.url);
      const scores = await client.zmscore(WAITING_JOBS, ...names);
      client.disconnect();
      return scores.filter((score) => score !== null).length;
    };
    const everyCriticalOneIsTold = async (): Promise<void> => {
      const ids = sent.flatMap(({ critical }) => critical).map(({ entityId }) => entityId);
      while (ids.some((id) => !toldRecords(receiver).has(id))) await pause(100);
    };

    it('[S1] a Redis that is killed and knows what it knew: pushes go on, and every job is done', async () => {
      const phones = startPhones();
      const names = await gathered();
      await redis.kill();
      await phones.more(60);
      await redis.start({ keeps: true });
      expect(await stillThere(names)).toBeGreaterThan(0);
      await phones.more(60);
      receiver.release();
      await phones.finish();
      await everyCriticalOneIsTold();
    }, 180_000);

    it('[S1] a Redis that comes back empty: no job is lost', async () => {
      const phones = startPhones();
      const names = await gathered();
      await redis.kill();
      await phones.more(60);
      await redis.start({ keeps: false });
      expect(await stillThere(names)).toBeLessThan(names.length);
      await phones.more(60);
      receiver.release();
      await phones.finish();
      await everyCriticalOneIsTold();
    }, 180_000);

    it('[R1] a Postgres that is killed: phones are told to come again, and screens get what came meanwhile', async () => {
      const [stays, leaves] = screens;
      const phones = startPhones();
      await phones.more(60);
      await leaves?.leave();
      await phones.more(60);
      await postgres.kill();
      leaves?.return();
      await phones.turnedAway(20);
      await postgres.start();
      await phones.more(60);
      await phones.finish();
      const records = sent.flatMap(({ acknowledged }) => acknowledged).map(({ entityId }) => entityId);
      await leaves?.sees(records);
      await stays?.sees(records);
      expect(leaves?.returns).toBeGreaterThan(0);
      expect(new Set(phones.refusals)).toEqual(new Set(['503 UNAVAILABLE later']));
    }, 180_000);

    it('[S1] [S7] both killed at once: in the end all that was acknowledged is there once, no job is stuck and no process has ended', async () => {
      const phones = startPhones();
      await phones.more(60);
      await Promise.all([postgres.kill(), redis.kill()]);
      await phones.turnedAway(20);
      await redis.start({ keeps: false });
      await postgres.start();
      await phones.more(60);
      await phones.finish();

      const all = sent.flatMap(({ acknowledged }) => acknowledged);
      const ids = all.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const database = new Client({ connectionString: postgres.url });
      await database.connect();
      const count = async (statement: string): Promise<number> =>
        Number((await database.query<{ count: string }>(statement)).rows[0]?.count);
      expect(await count('select count(*) from operations')).toBe(ids.length);
      expect(await count('select count(*) from records where version = 1')).toBe(ids.length);
      await everyCriticalOneIsTold();
      while ((await count(`select count(*) from job_outbox where state in ('waiting', 'running')`)) > 0)
        await pause(100);
      expect(await count(`select count(*) from job_outbox where state = 'failed'`)).toBe(0);
      await database.end();

      for (const screen of screens) await screen.sees(all.map(({ entityId }) => entityId));
      expect(new Set(sent.flatMap(({ refusals }) => refusals))).toEqual(new Set(['503 UNAVAILABLE later']));
      expect(ended).toEqual([]);
    }, 180_000);
  },
);
