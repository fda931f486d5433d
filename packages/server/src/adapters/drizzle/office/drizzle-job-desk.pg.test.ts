import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../../testing/test-databases.ts';
import type { Database } from '../../database.ts';
import { DrizzleJobDesk } from './drizzle-job-desk.ts';

const at = '2026-11-27T12:00:00.000Z';

describe.each(testDatabases())('the administrator’s side of the jobs on $name', (on) => {
  let database: Database;
  let desk: DrizzleJobDesk;
  beforeAll(async () => {
    database = await on.open();
    desk = new DrizzleJobDesk(database.queries);
    await database.queries.execute(sql`
      insert into job_outbox (kind, payload, created_at, state, claimed_until, attempts, error) values
        ('webhook:deliver', '{}', ${at}, 'running', '2026-11-27 11:59:59Z', 3, null),
        ('webhook:deliver', '{}', ${at}, 'running', '2026-11-27 12:00:01Z', 1, null),
        ('webhook:deliver', '{}', ${at}, 'failed', null, 10, 'the receiver answered with 410'),
        ('conflict:opened', '{}', ${at}, 'failed', null, 10, 'no'),
        ('webhook:deliver', '{}', ${at}, 'done', null, 1, null)`);
  });
  afterAll(() => database.close());

  it('names those whose process has died or hangs', async () => {
    const stalled = await desk.list({ state: 'stalled', limit: 10, at });
    expect(stalled).toMatchObject([{ attempts: 3, stalled: true, state: 'running' }]);
    expect(await desk.failedKinds()).toEqual([
      { kind: 'conflict:opened', count: 1 },
      { kind: 'webhook:deliver', count: 1 },
    ]);
    expect(await desk.counts(at)).toEqual({ waiting: 0, running: 2, done: 1, failed: 2, stalled: 1 });
  });

  it('lets all failed ones of a kind be tried again, with all their tries, and no others', async () => {
    expect(await desk.retryAll('webhook:deliver', at)).toBe(1);
    expect(await desk.retryAll('webhook:deliver', at)).toBe(0);
    expect(await desk.list({ state: 'waiting', limit: 10, at })).toMatchObject([
      { kind: 'webhook:deliver', attempts: 0, notBefore: at, finishedAt: null },
    ]);
    expect(await desk.list({ state: 'failed', limit: 10, at })).toMatchObject([{ kind: 'conflict:opened' }]);
  });
});
