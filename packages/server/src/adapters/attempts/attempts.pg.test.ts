import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptStoreContract } from '../../testing/attempt-store-contract.ts';
import { TcpGate } from '../../testing/tcp-gate.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import { testRedis } from '../../testing/test-redis.ts';
import type { Database } from '../database.ts';
import { RedisAttempts } from '../redis/redis-attempts.ts';
import { DrizzleAttempts } from './drizzle-attempts.ts';
import { InsuredAttempts } from './insured-attempts.ts';
import { MemoryAttempts } from './memory-attempts.ts';

describe.each(testDatabases())('$name', (on) => {
  let database: Database;
  beforeAll(async () => {
    database = await on.open();
  });
  afterAll(() => database.close());

  attemptStoreContract(on.name, async () => {
    await database.queries.execute(sql`truncate attempts`);
    return new DrizzleAttempts(database.queries);
  });

  it('takes away what is over faster than new names come, so that the table does not grow', async () => {
    await database.queries.execute(sql`truncate attempts`);
    const store = new DrizzleAttempts(database.queries);
    for (let n = 0; n < 40; n += 1) await store.add(`old ${String(n)}`, 1_000, 0);
    for (let n = 0; n < 5; n += 1) await store.add(`new ${String(n)}`, 1_000, 2_000);
    const { rows } = await database.queries.execute<{ name: string }>(sql`select name from attempts`);
    expect(rows.map(({ name }) => name).sort()).toEqual(['new 0', 'new 1', 'new 2', 'new 3', 'new 4']);
  });
});

describe.each(testRedis())('a Redis at %s', (address) => {
  const opened: AbortController[] = [];
  const open = async (url: string): Promise<RedisAttempts> => {
    const stop = new AbortController();
    opened.push(stop);
    const store = new RedisAttempts({ url, prefix: `test:${randomUUID()}:`, onError: () => undefined });
    void store.run(stop.signal);
    await store.connect();
    return store;
  };
  afterAll(() => opened.forEach((stop) => stop.abort()));

  attemptStoreContract('Redis', () => open(address));

  it('is not needed: while it is away each process counts for itself, and all together once it is back', async () => {
    const url = new URL(address);
    const gate = new TcpGate({ host: url.hostname, port: Number(url.port || 6379) });
    url.hostname = '127.0.0.1';
    url.port = String(await gate.open());
    const shared = await open(url.href);
    const [one, other] = [0, 1].map(() => new InsuredAttempts(shared, new MemoryAttempts(), () => undefined));
    if (one === undefined || other === undefined) throw new Error('two processes');
    const count = async (store: InsuredAttempts) => (await store.add('a', 60_000, 0)).count;
    expect([await count(one), await count(other)]).toEqual([1, 2]);
    await gate.shut();
    expect([await count(one), await count(other)]).toEqual([2, 2]);
    await gate.open();
    await expect
      .poll(
        () =>
          shared.add('b', 60_000, 0).then(
            ({ count: found }) => found > 0,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(await count(one)).toBe(3);
    await gate.shut();
  });
});
