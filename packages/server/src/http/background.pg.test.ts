import { DEFAULT_SETTINGS, paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { device } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

describe.each(testDatabases())('background/* of a device on $name', (on) => {
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

  const of = (path: string, number: number): string => `${path}?deviceId=${device(number)}`;
  const codeOf = async (reply: Promise<Response>): Promise<unknown> => {
    const body = await envelope(await reply);
    return body.success ? 'ok' : body.error.code;
  };

  it('answers from the last report, and says when that was', async () => {
    await exchangeAs(amina, { heartbeat: exampleHeartbeat });
    const body = await envelope(await amina.get(paths.status));
    expect(body).toMatchObject({
      success: true,
      data: exampleHeartbeat.status,
      meta: { device: device(1), reportedAt: expect.stringMatching(/^20.*Z$/) as string },
    });
    expect(await envelope(await amina.get(paths.settings))).toMatchObject({ data: DEFAULT_SETTINGS });
  });

  it('never makes up what was not reported', async () => {
    expect(await codeOf(amina.get(paths.status))).toBe('NOT_FOUND');
    await exchangeAs(amina);
    expect(await codeOf(amina.get(paths.status))).toBe('NOT_FOUND');
    await exchangeAs(amina, { heartbeat: exampleHeartbeat });
    expect(await codeOf(amina.get(paths.metrics))).toBe('NOT_FOUND');
  });

  it('means the person’s device that spoke last', async () => {
    await exchangeAs(amina, { device: device(1), heartbeat: exampleHeartbeat });
    await exchangeAs(amina, { device: device(2), heartbeat: exampleHeartbeat });
    await exchangeAs(yusuf, { device: device(3), heartbeat: exampleHeartbeat });
    expect(await envelope(await amina.get(paths.status))).toMatchObject({ meta: { device: device(2) } });
    expect(await envelope(await amina.get(of(paths.status, 1)))).toMatchObject({
      meta: { device: device(1) },
    });
  });

  it('[R3] shows and commands somebody else’s device for the office alone', async () => {
    await exchangeAs(amina, { heartbeat: exampleHeartbeat });
    for (const [path, method] of [
      [paths.status, 'GET'],
      [paths.settings, 'GET'],
      [paths.pause, 'POST'],
      [paths.start, 'POST'],
    ] as const) {
      const ask = (person: TestPerson, number: number) =>
        method === 'GET' ? person.get(of(path, number)) : person.send('POST', of(path, number));
      expect([path, await codeOf(ask(yusuf, 1))]).toEqual([path, 'FORBIDDEN']);
      // Whether it exists or not: the same answer.
      expect([path, await codeOf(ask(yusuf, 99))]).toEqual([path, 'FORBIDDEN']);
      expect([path, await codeOf(ask(ibrahim, 1))]).toEqual([path, 'ok']);
      expect([path, await codeOf(ask(ibrahim, 99))]).toEqual([path, 'NOT_FOUND']);
    }
    expect(await codeOf(ibrahim.get(`${paths.status}?deviceId=x`))).toBe('VALIDATION');
  });

  it('gives a command to the device with its next exchange, until the device says that it is done', async () => {
    await exchangeAs(amina);
    await ibrahim.send('POST', of(paths.pause, 1));
    await ibrahim.send('PUT', of(paths.settings, 1), { ...DEFAULT_SETTINGS, syncIntervalMinutes: 15 });
    const first = await exchangeAs(amina);
    expect(first.reply.commands).toMatchObject([
      { kind: 'pause', by: 'Ibrahim Mustapha' },
      { kind: 'settings', settings: { syncIntervalMinutes: 15 } },
    ]);
    const [pause] = first.reply.commands ?? [];
    const second = await exchangeAs(amina, { done: [pause?.id] });
    expect(second.reply.commands?.map(({ kind }) => kind)).toEqual(['settings']);
  });

  it('another device cannot say that a command is done', async () => {
    await exchangeAs(amina);
    await amina.send('POST', of(paths.start, 1));
    const { reply } = await exchangeAs(amina);
    const done = reply.commands?.map(({ id }) => id);
    await exchangeAs(yusuf, { device: device(3), done });
    expect((await exchangeAs(amina)).reply.commands).toHaveLength(1);
  });

  it('[X5] keeps who asked which device for what', async () => {
    await exchangeAs(amina);
    await ibrahim.send('POST', of(paths.pause, 1));
    await ibrahim.send('PUT', of(paths.settings, 1), DEFAULT_SETTINGS);
    const { rows } = await office.database.queries.execute<Record<string, unknown>>(sql`
      select l.act, l.subject, u.name, l.detail #>> '{command,kind}' as kind from audit_log l
      join auth_user u on u.id = l.actor where l.act like 'device:%' order by seq desc limit 2`);
    expect(rows).toEqual([
      { act: 'device:settings', subject: device(1), name: 'Ibrahim Mustapha', kind: 'settings' },
      { act: 'device:pause', subject: device(1), name: 'Ibrahim Mustapha', kind: 'pause' },
    ]);
    await expect(
      office.database.queries.execute(sql`delete from audit_log where act = 'device:pause'`),
    ).rejects.toThrow();
  });

  it('[X3] names the setting that cannot be', async () => {
    await exchangeAs(amina);
    const reply = await amina.send('PUT', paths.settings, { ...DEFAULT_SETTINGS, minimumBatteryLevel: 120 });
    expect(reply.status).toBe(422);
    expect(await envelope(reply)).toMatchObject({
      error: { code: 'VALIDATION', field: 'minimumBatteryLevel' },
    });
  });
});
