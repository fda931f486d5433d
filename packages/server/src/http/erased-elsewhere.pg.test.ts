import type { Change } from '@fieldsync/protocol';
import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restartFeed } from '../adapters/drizzle/queries/restart-feed.ts';
import type { NotedErasure } from '../privacy-ports.ts';
import { CAMPS } from '../seed/camps.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { CollectClient } from '../testing/openrosa/collect-client.ts';
import { filledForm } from '../testing/openrosa/filled-form.ts';
import { create, device, healthData, record, testId, update } from '../testing/operations.ts';
import { tableContents } from '../testing/table-contents.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';
import { WebhookReceiver } from '../testing/webhook-receiver.ts';
import { zipEntries } from '../testing/zip-entries.ts';

const MARK = 'seen by her alone';
const banki = CAMPS.find(({ name }) => name === 'Banki');
const inBama = (answers: Record<string, unknown> = {}) =>
  healthData({ affectedEntityId: banki?.id, ...answers });
const cholera = inBama({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900, additionalDetails: MARK });

describe.each(testDatabases())('what else knows of somebody who was erased, on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  let admin: TestPerson;
  let aminaId = '';
  let ibrahimId = '';
  let collect: CollectClient;
  const receiver = new WebhookReceiver();
  const kept: NotedErasure[] = [];
  let cursors: Readonly<Record<'yusuf' | 'ibrahim', string>>;
  beforeAll(async () => {
    office = await openTestOffice(on, {
      erasureList: {
        add: (erasure) => Promise.resolve(void kept.push(erasure)),
        read: () => Promise.resolve(kept),
      },
    });
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [amina, yusuf, ibrahim, admin] = [
      await office.as('amina'),
      await office.as('yusuf'),
      await office.as('ibrahim'),
      await office.as('admin'),
    ];
    [aminaId, ibrahimId] = [await idOf(amina), await idOf(ibrahim)];
    const yusufId = await idOf(yusuf);
    for (const id of [yusufId, ibrahimId]) expect((await assign(id, ['Bama'])).status).toBe(200);
    collect = new CollectClient(office, 'amina');
    expect((await collect.send(filledForm())).status).toBe(201);

    const url = await receiver.open();
    // Down until the person is erased, however often it is tried.
    receiver.answers.push(...Array.from({ length: 50 }, () => ({ status: 503 })));
    const hook = { url, events: ['record.critical'] };
    expect((await admin.send('POST', paths.webhooks, hook)).status).toBe(200);
    await exchangeAs(amina, { operations: [create(1, 1, cholera), create(2, 2, inBama())] });
    await receiver.called(1);

    // Ibrahim's phone waits for a decision on Amina's record, and is not to see that area any more.
    cursors = { yusuf: (await all(yusuf, 2, null)).cursor, ibrahim: (await all(ibrahim, 3, null)).cursor };
    await exchangeAs(amina, { operations: [update(3, 2, 1, { additionalDetails: `${MARK} a` })] });
    const disputed = await exchangeAs(ibrahim, {
      device: device(3),
      operations: [update(4, 2, 1, { additionalDetails: `${MARK} b` })],
    });
    expect(disputed.verdicts).toMatchObject([{ status: 'conflict' }]);
    expect((await assign(ibrahimId, [])).status).toBe(200);
    cursors = { ...cursors, ibrahim: (await all(ibrahim, 3, cursors.ibrahim)).cursor };

    const request = { records: 'delete', reason: 'Asked for it.', confirm: 'amina@fieldsync.test' };
    expect((await admin.send('POST', `${paths.people}/${aminaId}/erase`, request)).status).toBe(200);
    await run();
  });
  afterAll(async () => {
    await receiver.close();
    await office.close();
  });

  async function idOf(person: TestPerson): Promise<string> {
    const body = await envelope(await person.get(paths.session));
    return body.success ? (body.data as { user: { id: string } }).user.id : '';
  }
  function assign(id: string, areas: readonly string[]): Promise<Response> {
    return admin.send('PUT', `${paths.accounts}/${id}/areas`, { areas });
  }
  /** As the job does it. */
  function run(): Promise<void> {
    return office.opened.app.erasures.sweep(new AbortController().signal);
  }
  async function all(person: TestPerson, number: number, from: string | null) {
    const changes = new Map<string, Change>();
    let cursor = from;
    for (let more = true; more;) {
      const { reply } = await exchangeAs(person, { device: device(number), cursor });
      for (const change of reply.changes ?? []) changes.set(change.id, change);
      cursor = reply.cursor;
      more = reply.more === true;
    }
    return { changes, cursor: cursor ?? '' };
  }

  it('files of records and of other people’s data hold nothing of them', async () => {
    const files: string[] = [];
    for (const format of ['csv', 'geojson'])
      files.push(await (await ibrahim.get(`${paths.recordExport}?format=${format}`)).text());
    for (const path of [`${paths.recordExport}?format=xlsx`, paths.ownData]) {
      files.push(...Object.values(zipEntries(Buffer.from(await (await ibrahim.get(path)).arrayBuffer()))));
    }
    const person = await admin.get(`${paths.people}/${aminaId}/export`);
    files.push(...Object.values(zipEntries(Buffer.from(await person.arrayBuffer()))));
    expect(files.length).toBeGreaterThan(20);
    for (const gone of [MARK, 'Amina', 'amina@'])
      expect(files.filter((text) => text.includes(gone))).toEqual([]);
    expect(files.some((text) => text.includes(record(1)))).toBe(true);
  });

  it('[R3] a phone that saw their records through an area hears that they are gone', async () => {
    const { changes } = await all(yusuf, 2, cursors.yusuf);
    expect(changes.get(record(1))).toMatchObject({ data: null });
    expect(changes.get(record(2))).toMatchObject({ data: null });
  });

  it('[K2] a phone that waits for a decision hears of its end, although the record is out of its areas', async () => {
    const { changes } = await all(ibrahim, 3, cursors.ibrahim);
    expect([...changes.values()]).toMatchObject([
      {
        id: record(2),
        data: null,
        left: true,
        settled: [{ operation: testId('operation', 4), strategy: 'SERVER_WINS' }],
      },
    ]);
  });

  it('[R3] they are given no area and not shut out of hearing what is gone', async () => {
    expect((await assign(aminaId, ['Bama'])).status).toBe(422);
    const active = await admin.send('PUT', `${paths.accounts}/${aminaId}/active`, { active: false });
    expect(active.status).toBe(422);
    await exchangeAs(yusuf, { device: device(2), operations: [create(50, 50, inBama())] });
    const { changes } = await all(amina, 1, null);
    expect([...changes.values()].every(({ data }) => data === null)).toBe(true);
    expect(changes.has(record(50))).toBe(false);
  });

  it('nothing is asked of their phones, and nothing stays of a report that was under way', async () => {
    const order = { devices: [device(1), device(2)], command: { kind: 'pause' } };
    const given = await envelope(await ibrahim.send('POST', paths.commands, order));
    expect(given).toMatchObject({ data: { given: [{ device: device(2) }], unknown: [device(1)] } });
    expect((await ibrahim.send('POST', `${paths.pause}?deviceId=${device(1)}`)).status).toBe(404);
    const { devices } = office.opened.app;
    await devices.report(device(1) as never, exampleHeartbeat, '2026-11-27T12:00:00.000Z');
    await office.database.queries.execute(
      sql`update erasures set state = 'running' where user_id = ${aminaId}`,
    );
    await run();
    expect((await devices.find(device(1) as never))?.heartbeat).toBeNull();
  });

  it('another app opens nothing with the password that it still has', async () => {
    expect((await collect.get('/openrosa/formList')).status).toBe(401);
    expect((await collect.send(filledForm())).status).toBe(401);
  });

  it('a message that did not get through before says now that the record is gone, and no name', async () => {
    const { rows } = await office.database.queries.execute<{ id: number }>(sql`
      update job_outbox set state = 'waiting', not_before = null where kind = 'webhook:deliver' and state <> 'done' returning id`);
    expect(rows).toHaveLength(1);
    const before = receiver.received.length;
    receiver.answers.length = 0;
    office.opened.app.bus.publish({ kind: 'jobs' });
    await receiver.called(before + 1);
    const told = receiver.received.map(({ body }) => (JSON.parse(body) as { data: unknown }).data);
    expect(told[0]).toMatchObject({ recordId: record(1), record: { from: { name: 'Amina Bukar' } } });
    expect(told.at(-1)).toEqual({ recordId: record(1), record: null });
  });

  it('[D4] after a restore of a backup that does not know of it, nothing that their phone gives back is taken in', async () => {
    const { queries } = office.database;
    await queries.execute(sql`delete from erasures`);
    await queries.execute(sql`
      update auth_user set name = 'Amina Bukar', email = 'amina@fieldsync.test' where id = ${aminaId}`);
    await queries.execute(sql`update records set deleted = false, restored_version = 1, version = 1,
      data = ${JSON.stringify(inBama({ additionalDetails: MARK }))}::jsonb where id = ${record(1)}`);
    const { cursor } = await all(amina, 1, null);
    await restartFeed(queries);
    expect(await office.opened.app.erasures.again()).toBe(1);
    await run();
    // An edit of what the backup has, and a record that it has not.
    const { reply, verdicts } = await exchangeAs(amina, {
      cursor,
      operations: [
        update(60, 1, 1, { additionalDetails: `${MARK} later` }),
        create(61, 61, inBama({ additionalDetails: MARK })),
      ],
    });
    expect(verdicts).toMatchObject([
      { status: 'rejected', code: 'FORBIDDEN', field: 'account' },
      { status: 'rejected', code: 'FORBIDDEN', field: 'account' },
    ]);
    expect(reply.changes?.find(({ id }) => id === record(1))).toMatchObject({ data: null });
    expect(reply.changes?.every(({ data }) => data === null)).toBe(true);
    const left = JSON.stringify(await tableContents(office.database));
    for (const gone of [MARK, 'Amina', 'amina@']) expect(left).not.toContain(gone);
  });
});
