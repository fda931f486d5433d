import { DEFAULT_RETENTION, paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAMPS } from '../seed/camps.ts';
import { isoTime } from '../services/clock.ts';
import { RetentionWork } from '../services/retention-work.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { create, device, healthData, record, remove, update } from '../testing/operations.ts';
import { tableContents } from '../testing/table-contents.ts';
import { testDatabases, testPostgres } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';

const DAY_MS = 86_400_000;
const MARK = 'only for as long as it serves';

describe.each(testDatabases())('how long what is kept on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let admin: TestPerson;
  let now = Date.parse('2026-01-01T08:00:00.000Z');
  const data = healthData({ additionalDetails: MARK });
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
    [amina, admin] = await Promise.all([office.as('amina'), office.as('admin')]);
  });
  afterAll(() => office.close());

  const work = () => {
    const { retention: book, audit, bus } = office.opened.app;
    return new RetentionWork({ book, audit, bus, clock: () => now });
  };
  const purge = () => work().purge(new AbortController().signal);
  const set = async (changes: Record<string, number | null>) => {
    // Sessions have ended meanwhile.
    [amina, admin] = await Promise.all([office.as('amina'), office.as('admin')]);
    const reply = await admin.send('PUT', paths.retention, { ...DEFAULT_RETENTION, ...changes });
    expect(reply.status).toBe(200);
  };

  it('deletes no record that nobody deleted, unless an administrator says so', async () => {
    await exchangeAs(amina, { operations: [create(1, 1, data)], heartbeat: exampleHeartbeat });
    now += 9 * 365 * DAY_MS;
    expect(await purge()).not.toHaveProperty('quietRecords');
    const { rows } = await office.database.queries.execute(sql`select 1 from records where not deleted`);
    expect(rows).toHaveLength(1);
  });

  it('[X5] says in the audit log what was set and how much went', async () => {
    await set({ quietRecords: 400 });
    const { rows } = await office.database.queries.execute<{ act: string; detail: unknown }>(
      sql`select act, detail from audit_log where act like 'retention:%' order by seq`,
    );
    expect(rows).toMatchObject([
      { act: 'retention:purge', detail: { removed: { deviceReports: 1 } } },
      { act: 'retention:set', detail: { before: { quietRecords: null }, after: { quietRecords: 400 } } },
    ]);
    expect((await admin.send('PUT', paths.retention, { ...DEFAULT_RETENTION, quietRecords: 1 })).status).toBe(
      422,
    );
  });

  it('[S7] tells a phone that was away for years that its record is gone, and gives its edit back with the reason', async () => {
    const before = await exchangeAs(amina, { device: device(2) });
    expect(before.reply.changes).toMatchObject([{ id: record(1), version: 1 }]);
    expect(await purge()).toMatchObject({ quietRecords: 1 });
    now += 3 * 365 * DAY_MS;
    [amina, admin] = await Promise.all([office.as('amina'), office.as('admin')]);
    const away = await exchangeAs(amina, {
      device: device(2),
      cursor: before.reply.cursor,
      operations: [update(2, 1, 1, { additionalDetails: MARK }), remove(3, 1, 1)],
    });
    expect(away.reply.restarted).toBeUndefined();
    expect(away.reply.changes).toMatchObject([{ id: record(1), version: 2, data: null }]);
    expect(away.verdicts?.[0]).toMatchObject({
      status: 'rejected',
      code: 'NOT_FOUND',
      message: expect.stringContaining('erased') as unknown,
    });
    expect(JSON.stringify(await tableContents(office.database))).not.toContain(MARK);
    // Its id is never another record's.
    const again = await exchangeAs(amina, { operations: [create(4, 1, healthData())] });
    expect(again.verdicts).toMatchObject([{ status: 'rejected', code: 'ALREADY_EXISTS' }]);
  });

  it('takes what a phone last said, and not that it holds a critical record', async () => {
    await set({ deviceReports: 30 });
    for (const [number, critical] of [
      [7, 1],
      [8, 0],
    ] as const) {
      const queue = { critical, high: 1, normal: 0, low: 0, needsYou: 1 };
      const status = { ...exampleHeartbeat.status, holdReasons: ['battery' as const] };
      await exchangeAs(amina, { device: device(number), heartbeat: { ...exampleHeartbeat, queue, status } });
    }
    now += 31 * DAY_MS;
    await purge();
    const { rows } = await office.database.queries.execute(sql`
      select heartbeat, attention, oldest_critical_at is not null as critical, held, needs_person from devices
      where id in (${device(7)}, ${device(8)}) order by id`);
    expect(rows).toEqual([
      { heartbeat: null, attention: 0, critical: true, held: false, needs_person: false },
      { heartbeat: null, attention: 2, critical: false, held: false, needs_person: false },
    ]);
  });

  it('takes the answers of deleted records, and what two versions of them said', async () => {
    await set({ deletedAnswers: 30 });
    await exchangeAs(amina, { operations: [create(10, 10, data)] });
    await exchangeAs(amina, { operations: [update(11, 10, 1, { additionalDetails: `${MARK} 1` })] });
    await exchangeAs(amina, { operations: [remove(12, 10, 2)] });
    now += 31 * DAY_MS;
    expect(await purge()).toMatchObject({ deletedAnswers: 1 });
    expect(JSON.stringify(await tableContents(office.database))).not.toContain(MARK);
    expect(await purge()).toEqual({});
  });

  it('goes on where it was cut short', async () => {
    await set({ quietRecords: 30 });
    for (const from of [1_000, 1_200])
      await exchangeAs(amina, {
        operations: Array.from({ length: 200 }, (_, index) =>
          create(from + index, from + index, healthData()),
        ),
      });
    now += 31 * DAY_MS;
    expect(
      await office.opened.app.retention.purge(
        'quietRecords',
        new Date(now).toISOString(),
        new Date(now).toISOString(),
      ),
    ).toBe(200);
    expect(await purge()).toMatchObject({ quietRecords: 200 });
  });

  it('[R3] forgets that a record left an area once every phone of it said that it heard so, without a line in the audit log', async () => {
    await office.opened.firstStart.finish(CAMPS, isoTime(now));
    // The clock of this test is years ahead of that by which sessions begin.
    await set({ endedSignIns: null });
    const at = (name: string) =>
      healthData({ affectedEntityId: CAMPS.find((camp) => camp.name === name)?.id });
    const [yusuf, ibrahim] = await Promise.all([office.as('yusuf'), office.as('ibrahim')]);
    const yusufs = (await (await yusuf.get(paths.session)).json()) as { data: { user: { id: string } } };
    await ibrahim.send('PUT', `${paths.accounts}/${yusufs.data.user.id}/areas`, { areas: ['Bama'] });
    await exchangeAs(amina, { operations: [create(50, 50, at('Banki'))] });
    let cursor: string | null = null;
    const listen = async () => {
      const all: unknown[] = [];
      for (let more = true; more;) {
        now += 60_000;
        const { reply } = await exchangeAs(yusuf, { device: device(5), cursor });
        all.push(...(reply.changes ?? []));
        cursor = reply.cursor;
        more = reply.more === true;
      }
      return all;
    };
    expect(await listen()).toMatchObject([{ id: record(50), area: 'Bama' }]);
    const dikwa = CAMPS.find(({ name }) => name === 'Dikwa')?.id;
    await exchangeAs(amina, { operations: [update(51, 50, 1, { affectedEntityId: dikwa })] });
    expect(await purge()).not.toHaveProperty('departures');
    expect(await listen()).toMatchObject([{ id: record(50), left: true }]);
    expect(await purge()).not.toHaveProperty('departures');
    await listen();
    const lines = async () => {
      const { rows } = await office.database.queries.execute(sql`select 1 from audit_log`);
      return rows.length;
    };
    const before = await lines();
    expect(await purge()).toEqual({ departures: 1 });
    expect(await purge()).toEqual({});
    expect(await lines()).toBe(before);
    expect(await listen()).toEqual([]);
  });
});

describe.each(testPostgres())('a purge while an older transaction runs on $name', (on) => {
  let office: TestOffice;
  let now = Date.parse('2026-01-01T08:00:00.000Z');
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
  });
  afterAll(() => office.close());

  it('[R1] is told to phones when that has ended, and no cursor passes it before', async () => {
    const data = healthData({ additionalDetails: MARK });
    await exchangeAs(await office.as('amina'), { operations: [create(1, 1, data)] });
    now += 40 * DAY_MS;
    const amina = await office.as('amina');
    const before = await exchangeAs(amina, { device: device(2) });
    expect(before.reply.changes).toMatchObject([{ id: record(1), version: 1 }]);
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    let begun: () => void = () => undefined;
    const runs = new Promise<void>((resolve) => (begun = resolve));
    const ended = office.database.transaction(async (queries) => {
      await queries.execute(sql`select pg_current_xact_id()`);
      begun();
      await over;
    });
    await runs;
    const { retention } = office.opened.app;
    const at = new Date(now).toISOString();
    expect(await retention.purge('quietRecords', at, at)).toBe(1);
    const during = await exchangeAs(amina, { device: device(2), cursor: before.reply.cursor });
    expect(during.reply.changes).toBeUndefined();
    end();
    await ended;
    const after = await exchangeAs(amina, { device: device(2), cursor: during.reply.cursor });
    expect(after.reply.changes).toMatchObject([{ id: record(1), version: 2, data: null }]);
  });
});
