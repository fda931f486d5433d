import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobQueueContract } from '../../../testing/job-queue-contract.ts';
import { testDatabases } from '../../../testing/test-databases.ts';
import type { Database } from '../../database.ts';
import { DrizzleJobDesk } from './drizzle-job-desk.ts';
import { DrizzleRetentionBook } from './drizzle-retention-book.ts';
import { DrizzleJobQueue } from './drizzle-job-queue.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 20) + seconds * 1_000).toISOString();

describe.each(testDatabases())('$name', ({ name, open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  const emptied = async (): Promise<DrizzleJobQueue> => {
    await database.queries.execute(sql`truncate job_outbox restart identity`);
    return new DrizzleJobQueue(database.queries);
  };

  jobQueueContract(name, emptied);

  it('gives no job twice to runners that ask at the same time', async () => {
    const queue = await emptied();
    await queue.add(
      Array.from({ length: 200 }, (_, number) => ({ kind: 'critical:arrived', payload: { number } })),
      at(0),
    );
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => queue.claim({ limit: 10, at: at(0), until: at(60) })),
    );
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await queue.claim({ limit: 200, at: at(0), until: at(60) });
    expect(ids.length + rest.length).toBe(200);
  });

  it('shows an administrator what waits, hangs and has failed, and lets it be tried again', async () => {
    const queue = await emptied();
    const desk = new DrizzleJobDesk(database.queries);
    const retention = new DrizzleRetentionBook(database);
    await queue.add(
      [1, 2, 3, 4].map((number) => ({ kind: 'critical:arrived', payload: { number }, score: 100 - number })),
      at(0),
    );
    const [first, second] = await queue.claim({ limit: 3, at: at(0), until: at(60) });
    if (first === undefined || second === undefined) throw new Error('three jobs were claimed');
    await queue.finish(first, at(1));
    await queue.fail(second, 'nobody answers', at(2), null);
    expect(await desk.counts(at(30))).toEqual({ waiting: 1, running: 1, done: 1, failed: 1, stalled: 0 });
    expect(await desk.counts(at(61))).toMatchObject({ running: 1, stalled: 1 });
    const lines = await desk.list({ limit: 10, at: at(61) });
    expect(lines.map(({ id, state, stalled, error }) => ({ id, state, stalled, error }))).toEqual([
      { id: 4, state: 'waiting', stalled: false, error: null },
      { id: 3, state: 'running', stalled: true, error: null },
      { id: 2, state: 'failed', stalled: false, error: 'nobody answers' },
      { id: 1, state: 'done', stalled: false, error: null },
    ]);
    expect(await desk.list({ state: 'failed', limit: 10, at: at(61) })).toEqual([lines[2]]);
    expect((await desk.list({ before: 3, limit: 1, at: at(61) })).map(({ id }) => id)).toEqual([2]);
    expect(await desk.retry(1, at(62))).toBe(false);
    expect(await desk.retry(2, at(62))).toBe(true);
    expect(await queue.claim({ limit: 10, at: at(62), until: at(90), only: 2 })).toMatchObject([
      { attempts: 1 },
    ]);
    expect(await retention.purge('finishedJobs', at(1), at(1))).toBe(0);
    expect(await retention.purge('finishedJobs', at(2), at(2))).toBe(1);
    expect(await desk.counts(at(62))).toMatchObject({ done: 0 });
  });
});
