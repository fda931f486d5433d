import type { DeviceId, Heartbeat, UserId } from '@fieldsync/protocol';
import { DEFAULT_ALERT_LIMIT } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleHeartbeat } from '../../../testing/example-heartbeat.ts';
import { device } from '../../../testing/operations.ts';
import { testDatabases } from '../../../testing/test-databases.ts';
import type { Database } from '../../database.ts';
import { DrizzleAlertBook } from './drizzle-alert-book.ts';
import { DrizzleDeviceBook } from './drizzle-device-book.ts';
import { DrizzleReception } from './drizzle-reception.ts';
import { DrizzleRetentionBook } from './drizzle-retention-book.ts';

const limit = { minutes: 60 };
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 27, 12, minute)).toISOString();
const nothing = { critical: 0, high: 0, normal: 0, low: 0, needsYou: 0 };

describe.each(testDatabases())('alerts about critical records on $name', (on) => {
  let database: Database;
  let alerts: DrizzleAlertBook;
  let devices: DrizzleDeviceBook;
  beforeAll(async () => {
    database = await on.open();
    alerts = new DrizzleAlertBook(database);
    devices = new DrizzleDeviceBook(database.queries);
  });
  beforeEach(() => database.queries.execute(sql`truncate devices, critical_alerts, job_outbox, settings`));
  afterAll(() => database.close());

  /** Its clock is right. @param since minute at which its oldest critical record was saved; undefined for none */
  const report = async (number: number, minute: number, since: number | undefined): Promise<void> => {
    const id = device(number) as DeviceId;
    await new DrizzleReception(database.queries).greet(id, 'amina' as UserId, at(minute), null);
    const heartbeat: Heartbeat = {
      ...exampleHeartbeat,
      clock: at(minute),
      queue: { ...nothing, critical: since === undefined ? 0 : 1 },
      ...(since === undefined ? {} : { oldestCriticalAt: at(since) }),
    };
    await devices.report(id, heartbeat, at(minute));
  };
  const jobs = async () => {
    const { rows } = await database.queries.execute<{ kind: string; alert: string }>(
      sql`select kind, payload->>'alertId' as alert from job_outbox order by id`,
    );
    return rows;
  };

  it('begins once a record is held for longer than the limit, with the job that tells of it, and not before', async () => {
    await report(1, 0, 0);
    expect(await alerts.look(at(59), limit)).toEqual({ changed: 0, more: false });
    expect(await alerts.look(at(60), limit)).toEqual({ changed: 1, more: false });
    const { items, count } = await alerts.open(10);
    expect({ items, count }).toMatchObject({
      count: 1,
      items: [
        {
          device: device(1),
          since: at(0),
          beganAt: at(60),
          endedAt: null,
          lastContact: at(0),
          limitMinutes: 60,
          user: { id: 'amina' },
        },
      ],
    });
    expect(await jobs()).toEqual([{ kind: 'alert:began', alert: items[0]?.id }]);
  });

  it('is one for the whole episode, however often and by however many it is looked at', async () => {
    await report(1, 0, 0);
    const others = Array.from({ length: 6 }, () => new DrizzleAlertBook(database));
    await Promise.all(others.map((other) => other.look(at(61), limit)));
    await report(1, 62, 0);
    await alerts.look(at(90), limit);
    expect(await jobs()).toHaveLength(1);
  });

  it('ends when the phone reports that it is gone, and says so once', async () => {
    await report(1, 0, 0);
    await alerts.look(at(60), limit);
    await report(1, 70, undefined);
    await alerts.look(at(71), limit);
    await alerts.look(at(72), limit);
    expect((await alerts.open(10)).count).toBe(0);
    const [began, ended, ...more] = await jobs();
    expect([began?.kind, ended?.kind, more]).toEqual(['alert:began', 'alert:ended', []]);
    expect(await alerts.find(ended?.alert ?? '')).toMatchObject({ beganAt: at(60), endedAt: at(71) });
  });

  it('ends when the old record has gone though a younger one is there, and begins anew when that is old', async () => {
    await report(1, 0, 0);
    await alerts.look(at(60), limit);
    await report(1, 65, 50);
    await alerts.look(at(66), limit);
    expect((await alerts.open(10)).count).toBe(0);
    await alerts.look(at(110), limit);
    expect((await alerts.open(10)).items).toMatchObject([{ since: at(50), beganAt: at(110) }]);
    expect((await jobs()).map(({ kind }) => kind)).toEqual(['alert:began', 'alert:ended', 'alert:began']);
  });

  it('a phone that has fallen silent keeps its alert', async () => {
    await report(1, 0, 0);
    await alerts.look(at(60), limit);
    await alerts.look(at(6_000), limit);
    expect((await alerts.open(10)).count).toBe(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('killed before the commit: neither the alert nor its job is there, and the next look has both', async () => {
    await report(1, 0, 0);
    await database.queries.execute(
      sql`alter table job_outbox add constraint dying check (kind <> 'alert:began')`,
    );
    await expect(alerts.look(at(60), limit)).rejects.toThrow();
    await database.queries.execute(sql`alter table job_outbox drop constraint dying`);
    expect((await alerts.open(10)).count).toBe(0);
    await alerts.look(at(61), limit);
    expect((await alerts.open(10)).count).toBe(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('another limit begins and ends them; none ends all', async () => {
    await report(1, 0, 0);
    await alerts.look(at(30), limit);
    await alerts.look(at(30), { minutes: 20 });
    expect((await alerts.open(10)).items).toMatchObject([{ limitMinutes: 20 }]);
    await alerts.look(at(31), limit);
    expect((await alerts.open(10)).count).toBe(0);
    await alerts.look(at(31), { minutes: 20 });
    await alerts.look(at(32), { minutes: null });
    expect((await alerts.open(10)).count).toBe(0);
  });

  it('[X5] the limit is kept with who set it; until then it is an hour', async () => {
    expect(await alerts.limit()).toEqual(DEFAULT_ALERT_LIMIT);
    const by = {
      id: 'u1' as UserId,
      name: 'Ibrahim',
      email: 'i@fieldsync.test',
      role: 'COORDINATOR',
    } as const;
    await alerts.setLimit({ minutes: 20 }, { by, at: at(0) });
    await alerts.setLimit({ minutes: null }, { by, at: at(1) });
    expect(await alerts.limit()).toEqual({ minutes: null });
    const { rows } = await database.queries.execute(
      sql`select actor, detail from audit_log where act = 'settings:alert-limit' order by seq`,
    );
    expect(rows).toEqual([
      { actor: 'u1', detail: { minutes: 20 } },
      { actor: 'u1', detail: { minutes: null } },
    ]);
  });

  it('is forgotten some time after its end, and never while it stands', async () => {
    await report(1, 0, 0);
    await report(2, 0, 0);
    await alerts.look(at(61), limit);
    await report(1, 70, undefined);
    await alerts.look(at(71), limit);
    const retention = new DrizzleRetentionBook(database);
    expect(await retention.purge('endedAlerts', at(71), at(1_000))).toBe(0);
    expect(await retention.purge('endedAlerts', at(72), at(1_000))).toBe(1);
    expect(await retention.purge('endedAlerts', at(1_000), at(1_000))).toBe(0);
    expect((await alerts.open(10)).items).toMatchObject([{ device: device(2), endedAt: null }]);
    const { rows } = await database.queries.execute(sql`select 1 from critical_alerts`);
    expect(rows).toHaveLength(1);
  });
});
