import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobHandlers } from '../../services/job-runner.ts';
import { JobRunner } from '../../services/job-runner.ts';
import { InProcessBus } from '../../services/event-bus.ts';
import { TcpGate } from '../../testing/tcp-gate.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import { testRedis } from '../../testing/test-redis.ts';
import type { Database } from '../database.ts';
import { DrizzleJobQueue } from '../drizzle/office/drizzle-job-queue.ts';
import { systemClock } from '../system-clock.ts';
import { JobDispatcher } from './job-dispatcher.ts';

const cases = testRedis().flatMap((redisUrl) => testDatabases().map((on) => ({ redisUrl, ...on })));

describe.each(cases)('jobs over Redis, on $name', ({ redisUrl, open }) => {
  let database: Database;
  let gate: TcpGate;
  let gatedUrl: string;
  let queueName: string;
  let stop: AbortController;
  let running: Promise<void>[];
  let ran: number[];
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.queries.execute(sql`truncate job_outbox restart identity`);
    const { hostname: host, port } = new URL(redisUrl);
    gate = new TcpGate({ host, port: Number(port) });
    gatedUrl = `redis://127.0.0.1:${String(await gate.open())}`;
    queueName = `test-${randomUUID()}`;
    stop = new AbortController();
    running = [];
    ran = [];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running);
    await gate.shut();
  });

  /** One process: its bus is its own. */
  function startProcess({ works = true, concurrency = 1 } = {}) {
    const queue = new DrizzleJobQueue(database.queries);
    const bus = new InProcessBus();
    const log = pino({ level: 'silent' });
    const run = async (payload: Readonly<Record<string, unknown>>) => {
      ran.push(Number(payload['number']));
      return undefined;
    };
    const handlers = new Proxy({}, { get: () => run }) as JobHandlers;
    const clock = systemClock;
    const runner = new JobRunner({ queue, handlers, bus, clock, chance: () => 0.5, log, looks: false });
    const dispatcher = new JobDispatcher({
      redisUrl: gatedUrl,
      dispatch: queue,
      bus,
      clock,
      log,
      runOne: works ? (id) => runner.runOne(id) : undefined,
      concurrency,
      queueName,
      lookMs: 50,
      againMs: 500,
      closeMs: 2_000,
    });
    running.push(dispatcher.run(stop.signal));
    const add = async (...scores: number[]): Promise<void> => {
      const jobs = scores.map((score, index) => ({
        kind: 'critical:arrived' as const,
        payload: { number: index + 1 },
        score,
      }));
      await queue.add(jobs, new Date(clock()).toISOString());
      bus.publish({ kind: 'jobs' });
    };
    return { add, runner };
  }
  const states = async (): Promise<Record<string, number>> => {
    const { rows } = await database.queries.execute<{ state: string; count: number }>(
      sql`select state, count(*)::int as count from job_outbox group by state`,
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await is())) await new Promise((resolve) => setImmediate(resolve));
  };
  const allDone = (count: number) => until(async () => (await states())['done'] === count);

  it('hands the most urgent one to a worker first', async () => {
    const { add } = startProcess({ works: false });
    await add(10, 90, 50, 70);
    const redis = new Redis(redisUrl);
    await until(async () => (await redis.zcard(`bull:${queueName}:prioritized`)) === 4);
    await redis.quit();
    startProcess();
    await allDone(4);
    expect(ran).toEqual([2, 4, 3, 1]);
  });

  it('runs each once, whoever hands it out and whoever runs it', async () => {
    const processes = [startProcess({ concurrency: 4 }), startProcess({ concurrency: 4 }), startProcess()];
    await processes[0]?.add(...Array.from({ length: 100 }, (_, index) => index));
    await allDone(100);
    expect([...ran].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('loses nothing while Redis is away, and catches up when it is back', async () => {
    const { add } = startProcess();
    await add(50);
    await allDone(1);
    await gate.shut();
    await add(60, 70);
    expect(await states()).toEqual({ done: 1, waiting: 2 });
    await gate.open();
    await allDone(3);
    expect(ran.slice(1)).toHaveLength(2);
  });

  it('ends when it is told to, whatever its connections are doing', async () => {
    for (let round = 0; round < 8; round += 1) {
      startProcess();
      await gate.shut();
      await gate.open();
      stop.abort();
      await Promise.all(running);
      stop = new AbortController();
      running = [];
    }
    const { add } = startProcess();
    await add(50);
    await allDone(1);
  });

  it('ends when it is told to, also where Redis has never been there', async () => {
    await gate.shut();
    startProcess();
    await expect(states()).resolves.toEqual({});
    stop.abort();
    await Promise.all(running);
  });

  it('hands out again what Redis has forgotten', async () => {
    const { add } = startProcess({ works: false });
    await add(50, 60);
    const redis = new Redis(redisUrl);
    const waiting = () => redis.zcard(`bull:${queueName}:prioritized`);
    await until(async () => (await waiting()) === 2);
    const keys = await redis.keys(`bull:${queueName}:*`);
    await redis.del(...keys);
    expect(await waiting()).toBe(0);
    await redis.quit();
    startProcess();
    await allDone(2);
    expect([...ran].sort()).toEqual([1, 2]);
  });
});
