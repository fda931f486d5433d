import type { CommandsGiven, DevicePage, Heartbeat } from '@fieldsync/protocol';
import { alertListSchema, DEFAULT_SETTINGS, devicePageSchema, paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EventReader } from '../testing/event-reader.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { device } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';
import { WebhookReceiver } from '../testing/webhook-receiver.ts';

const nothing = { critical: 0, high: 0, normal: 0, low: 0, needsYou: 0 };

describe.each(testDatabases())('the fleet on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  beforeAll(async () => {
    office = await openTestOffice(on);
    [amina, yusuf, ibrahim] = await Promise.all([
      office.as('amina'),
      office.as('yusuf'),
      office.as('ibrahim'),
    ]);
  });
  afterEach(() => office.forgetRecords());
  afterAll(() => office.close());

  const page = async (query = ''): Promise<DevicePage> => {
    const body = await envelope(await ibrahim.get(`${paths.devices}${query}`));
    if (!body.success) throw new Error(JSON.stringify(body.error));
    return devicePageSchema.parse(body.data);
  };
  const idsOf = async (query = '') => (await page(query)).items.map(({ id }) => id);
  const says = (change: Partial<Heartbeat['queue']>, more: Partial<Heartbeat> = {}): Heartbeat => ({
    ...exampleHeartbeat,
    ...more,
    queue: { ...nothing, ...change },
  });
  const report = (person: TestPerson, number: number, heartbeat?: Heartbeat) =>
    exchangeAs(person, { device: device(number), ...(heartbeat === undefined ? {} : { heartbeat }) });
  const minutesAgo = (minutes: number): Partial<Heartbeat> => ({
    clock: '2026-11-27T12:00:00.000Z',
    oldestCriticalAt: new Date(Date.parse('2026-11-27T12:00:00.000Z') - minutes * 60_000).toISOString(),
  });
  const seen = (number: number, hours: number) =>
    office.database.queries.execute(
      sql`update devices set last_seen = now() - make_interval(hours => ${hours}) where id = ${device(number)}`,
    );
  const order = async (devices: readonly number[], command: unknown): Promise<CommandsGiven> => {
    const reply = await ibrahim.send('POST', paths.commands, { devices: devices.map(device), command });
    const body = await envelope(reply);
    if (!body.success) throw new Error(JSON.stringify(body.error));
    return body.data as CommandsGiven;
  };

  describe('its list', () => {
    const fill = async (): Promise<void> => {
      await report(amina, 1, says({}));
      await report(amina, 2, says({ critical: 1 }, minutesAgo(10)));
      await report(amina, 3, says({ critical: 2 }, minutesAgo(40)));
      await report(yusuf, 4, says({ low: 1, needsYou: 1 }));
      await report(yusuf, 5);
      await report(yusuf, 6, {
        ...says({ normal: 2 }),
        status: { ...exampleHeartbeat.status, holdReasons: ['battery'] },
      });
      await seen(5, 30);
      await seen(6, 3);
    };

    it('has who needs somebody first: the oldest critical record, then unsent ones, then the longest silence', async () => {
      await fill();
      expect(await idsOf()).toEqual([3, 2, 6, 4, 5, 1].map(device));
    });

    it('comes page by page, each row once', async () => {
      await fill();
      const seenIds: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const part: DevicePage = await page(`?limit=2${next === '' ? '' : `&after=${next}`}`);
        seenIds.push(...part.items.map(({ id }) => id));
        ({ next } = part);
      }
      expect(seenIds).toEqual([3, 2, 6, 4, 5, 1].map(device));
    });

    it('counts and filters by what each phone last said', async () => {
      await fill();
      expect((await page()).counts).toEqual({ all: 6, critical: 2, silent: 1, held: 1, needs: 1 });
      expect(await idsOf('?show=critical')).toEqual([3, 2].map(device));
      expect(await idsOf('?show=silent')).toEqual([device(5)]);
      expect(await idsOf('?show=held')).toEqual([device(6)]);
      expect(await idsOf('?show=needs')).toEqual([device(4)]);
    });

    it('is searched by person or the beginning of an id, and letters with a meaning in patterns have none', async () => {
      await fill();
      expect(await idsOf('?q=YUSUF')).toEqual([6, 4, 5].map(device));
      expect(await idsOf(`?q=${device(2)}`)).toEqual([device(2)]);
      expect(await idsOf(`?q=${device(2).slice(-4)}`)).toEqual([device(2)]);
      expect(await idsOf('?q=%25')).toEqual([]);
    });

    it('gives what a phone said, without the figures on its past sessions', async () => {
      const performance = {
        itemsPerMinute: 1,
        successRate: 1,
        averageBatteryUsage: 1,
        averageNetworkUsage: 1,
      };
      const metrics = { current: null, historical: [], averagePerformance: performance };
      await report(amina, 1, { ...exampleHeartbeat, metrics });
      expect((await page()).items).toMatchObject([
        {
          id: device(1),
          user: { name: 'Amina Bukar' },
          heartbeat: exampleHeartbeat,
          alert: null,
          commands: [],
        },
      ]);
      expect((await page()).items[0]?.heartbeat).not.toHaveProperty('metrics');
    });

    it('[X3] refuses a place that is none of its own', async () => {
      const reply = await ibrahim.get(`${paths.devices}?after=e30`);
      expect(await envelope(reply)).toMatchObject({ error: { code: 'VALIDATION', field: 'after' } });
    });

    it('a phone that does not say since when has held its critical record since it first spoke of one', async () => {
      await report(amina, 1, says({ critical: 1 }));
      const first = (await page()).items[0]?.oldestCriticalAt;
      await report(amina, 1, says({ critical: 2 }));
      expect((await page()).items[0]?.oldestCriticalAt).toBe(first);
      await report(amina, 1, says({}));
      expect((await page()).items[0]?.oldestCriticalAt).toBeNull();
    });
  });

  describe('its commands', () => {
    it('reach several phones at once, and each shows what became of its own', async () => {
      await report(amina, 1);
      await report(yusuf, 2);
      const { given, unknown } = await order([1, 2, 99], { kind: 'pause' });
      expect(given.map((one) => one.device).sort()).toEqual([1, 2].map(device).sort());
      expect(unknown).toEqual([device(99)]);
      const { reply } = await report(amina, 1);
      expect(reply.commands).toMatchObject([{ kind: 'pause', by: 'Ibrahim Mustapha' }]);
      await exchangeAs(amina, { device: device(1), done: reply.commands?.map(({ id }) => id) });
      const states = new Map((await page()).items.map(({ id, commands }) => [id, commands]));
      expect(states.get(device(1))).toMatchObject([
        {
          kind: 'pause',
          state: 'done',
          by: 'Ibrahim Mustapha',
          doneAt: expect.stringMatching(/Z$/) as string,
        },
      ]);
      expect(states.get(device(2))).toMatchObject([{ kind: 'pause', state: 'waiting', doneAt: null }]);
    });

    it('a later one takes the place of one that still waits, on that phone alone', async () => {
      await report(amina, 1);
      await report(yusuf, 2);
      await order([1, 2], { kind: 'pause' });
      await order([1], { kind: 'settings', settings: DEFAULT_SETTINGS });
      await order([1], { kind: 'resume' });
      const kinds = async (person: TestPerson, number: number) =>
        (await report(person, number)).reply.commands?.map(({ kind }) => kind);
      expect(await kinds(amina, 1)).toEqual(['settings', 'resume']);
      expect(await kinds(yusuf, 2)).toEqual(['pause']);
      const [first] = (await page(`?q=${device(1)}`)).items;
      expect(first?.commands.map(({ kind, state }) => [kind, state])).toEqual([
        ['resume', 'waiting'],
        ['settings', 'waiting'],
        ['pause', 'withdrawn'],
      ]);
    });

    it('a phone that was asked to send and may not says why', async () => {
      await report(amina, 1);
      await order([1], { kind: 'start' });
      const { reply } = await report(amina, 1);
      await exchangeAs(amina, {
        device: device(1),
        done: reply.commands?.map(({ id }) => id),
        heartbeat: { ...exampleHeartbeat, status: { ...exampleHeartbeat.status, holdReasons: ['battery'] } },
      });
      expect((await page()).items[0]?.commands).toMatchObject([{ state: 'done', heldBy: ['battery'] }]);
    });

    it('[X5] each has its audit line, and none without one', async () => {
      await report(amina, 1);
      await report(yusuf, 2);
      await order([1, 2], { kind: 'settings', settings: DEFAULT_SETTINGS });
      const { rows } = await office.database.queries.execute<{ subject: string }>(sql`
        select subject, u.name from audit_log l join auth_user u on u.id = l.actor where act = 'device:settings'
        order by seq desc limit 2`);
      expect(new Set(rows.map(({ subject }) => subject))).toEqual(new Set([1, 2].map(device)));
    });

    it.each([
      [{ devices: [], command: { kind: 'pause' } }, 'devices'],
      [{ devices: ['x'], command: { kind: 'pause' } }, 'devices.0'],
      [{ devices: [device(1)], command: { kind: 'override', overrides: [] } }, 'command.kind'],
      [
        {
          devices: [device(1)],
          command: { kind: 'settings', settings: { ...DEFAULT_SETTINGS, minimumBatteryLevel: 101 } },
        },
        'command.settings.minimumBatteryLevel',
      ],
    ])('[X3] refuses %j and names %s', async (body, field) => {
      expect(await envelope(await ibrahim.send('POST', paths.commands, body))).toMatchObject({
        error: { code: 'VALIDATION', field },
      });
    });
  });

  describe('its alerts', () => {
    const open = async () => {
      const body = await envelope(await ibrahim.get(paths.alerts));
      if (!body.success) throw new Error(JSON.stringify(body.error));
      return alertListSchema.parse(body.data);
    };
    /** Beats have no name. */
    const nextName = async (reader: EventReader): Promise<string | undefined> => {
      for (;;) {
        const block = await reader.next();
        if (block === undefined || block.event !== undefined) return block?.event;
      }
    };
    const until = async <Seen>(look: () => Promise<Seen>, is: (seen: Seen) => boolean): Promise<Seen> => {
      for (;;) {
        const seenNow = await look();
        if (is(seenNow)) return seenNow;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };

    it('tell coordinators and who asked outside, once when one begins and once when it ends', async () => {
      const receiver = new WebhookReceiver();
      const admin = await office.as('admin');
      const events = ['device.critical-held', 'device.critical-cleared'];
      expect((await admin.send('POST', paths.webhooks, { url: await receiver.open(), events })).status).toBe(
        200,
      );
      const screen = new EventReader(await ibrahim.get(paths.events));
      const field = new EventReader(await yusuf.get(paths.events));
      await Promise.all([screen.next(), field.next()]);
      await report(amina, 2, says({ critical: 1 }, minutesAgo(70)));
      await receiver.called(1);
      const { items, limit } = await open();
      expect(limit).toEqual({ minutes: 60 });
      expect(items).toMatchObject([{ device: device(2), user: { name: 'Amina Bukar' }, limitMinutes: 60 }]);
      expect((await page()).items).toMatchObject([{ id: device(2), alert: { id: items[0]?.id } }]);
      await report(amina, 2, says({}));
      await receiver.called(2);
      const bodies = receiver.received.map(({ body }) => JSON.parse(body) as unknown);
      expect(bodies).toMatchObject([
        { type: events[0], data: { alertId: items[0]?.id, alert: { device: device(2), endedAt: null } } },
        {
          type: events[1],
          data: { alertId: items[0]?.id, alert: { endedAt: expect.stringMatching(/Z$/) as string } },
        },
      ]);
      expect((await open()).count).toBe(0);
      const told: unknown[] = [];
      while (told.length < 2) {
        const event = await screen.next();
        if (event?.event === 'alert') told.push(event.data);
      }
      expect(told).toMatchObject([{ endedAt: null }, { id: items[0]?.id }]);
      // A field worker’s stream has none of it: the next thing on it is their own command.
      await report(yusuf, 4);
      await yusuf.send('POST', `${paths.start}?deviceId=${device(4)}`);
      expect(await nextName(field)).toBe('command');
      await Promise.all([screen.close(), field.close()]);
      await receiver.close();
      await office.database.queries.execute(sql`truncate webhooks`);
    });

    it('follow the office’s limit as soon as it is set', async () => {
      await report(amina, 2, says({ critical: 1 }, minutesAgo(30)));
      const set = (minutes: unknown) => ibrahim.send('PUT', paths.alertLimit, { minutes });
      expect((await set(20)).status).toBe(200);
      await until(open, ({ count, limit }) => count === 1 && limit.minutes === 20);
      expect((await set(null)).status).toBe(200);
      await until(open, ({ count }) => count === 0);
      expect(await envelope(await set(4))).toMatchObject({ error: { code: 'VALIDATION', field: 'minutes' } });
      expect((await set(60)).status).toBe(200);
    });
  });
});
