import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { create, testId } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeBody } from '../testing/test-exchange.ts';
import type { TestOffice } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';

const TOKEN = 'a token of a test, long enough';

describe.each(testDatabases())('for who watches over a server on $name', ({ name, open }) => {
  let office: TestOffice;
  let draining = false;
  const now = Date.parse('2026-11-20T12:00:00.000Z');
  beforeAll(async () => {
    office = await openTestOffice(
      { name, open },
      { metricsToken: TOKEN, isDraining: () => draining, clock: () => now },
    );
  });
  afterAll(() => office.close());
  const status = async (path: string) => (await office.request(path)).status;
  const metrics = async (): Promise<string> => {
    const reply = await office.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
    return reply.text();
  };

  it('is alive and ready; not ready while it stops or when its database has another schema', async () => {
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    draining = true;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
    draining = false;
    await office.database.queries.execute(sql`update schema_migrations set created_at = created_at + 1`);
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
    await office.database.queries.execute(sql`update schema_migrations set created_at = created_at - 1`);
    expect(await status('/readyz')).toBe(200);
  });

  it('shows metrics to who knows the token alone', async () => {
    for (const authorization of ['', 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`])
      expect((await office.request('/metrics', { headers: { authorization } })).status).toBe(404);
    expect(await status('/metrics')).toBe(404);
  });

  it('counts exchanges by outcome and operations by verdict, and names nobody', async () => {
    const amina = await office.as('amina');
    const body = exchangeBody({ operations: [create(1, 1), create(2, 2, {})] });
    expect((await amina.send('POST', paths.exchange, body)).status).toBe(200);
    expect((await office.request(paths.exchange, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await amina.send('POST', paths.exchange, { v: 1 })).status).toBeGreaterThanOrEqual(400);
    const text = await metrics();
    for (const line of [
      'fieldsync_exchanges_total{outcome="answered"} 1',
      'fieldsync_exchanges_total{outcome="signed-out"} 1',
      'fieldsync_exchanges_total{outcome="refused"} 1',
      'fieldsync_operations_total{verdict="applied"} 1',
      'fieldsync_operations_total{verdict="rejected"} 1',
      'fieldsync_exchange_seconds_count 3',
      'fieldsync_exchange_gate{state="running"} 0',
      'fieldsync_live_viewers 0',
      'fieldsync_devices_holding_critical 0',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text.includes('fieldsync_database_connections{state="total"}')).toBe(name === 'Postgres');
    for (const personal of ['amina', testId('device', 1), testId('record', 1)])
      expect(text).not.toContain(personal);
  });

  it('counts devices that said long ago that critical records wait on them, and jobs by state', async () => {
    const heartbeat = exampleHeartbeat;
    const critical = JSON.stringify({ ...heartbeat, queue: { ...heartbeat.queue, critical: 2 } });
    for (const [number, at] of ['2026-11-20T10:59:00Z', '2026-11-20T11:30:00Z'].entries())
      await office.database.queries.execute(sql`
        insert into devices (id, user_id, first_seen, last_seen, heartbeat, heartbeat_at)
        values (${testId('device', 50 + number)}, 'x', now(), now(), ${critical}::text::jsonb, ${at}::text::timestamptz)`);
    await office.database.queries.execute(
      sql`insert into job_outbox (kind, payload, created_at, state, not_before)
        values ('x', '{}', now(), 'waiting', 'infinity'), ('x', '{}', now(), 'failed', null)`,
    );
    const text = await metrics();
    expect(text).toContain('fieldsync_devices_holding_critical 1\n');
    expect(text).toMatch(/fieldsync_jobs\{state="waiting"\} [1-9]/);
    expect(text).toMatch(/fieldsync_jobs\{state="failed"\} 1\n/);
  });
});
