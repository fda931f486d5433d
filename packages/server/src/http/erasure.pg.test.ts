import type { Change } from '@fieldsync/protocol';
import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../adapters/drizzle/office/verify-audit-chain.ts';
import type { NotedErasure } from '../privacy-ports.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { create, device, healthData, record, testId, update } from '../testing/operations.ts';
import { tableContents } from '../testing/table-contents.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const MARK = 'what nobody is to know any more';
const request = { records: 'delete', reason: 'asked for it', confirm: 'amina@fieldsync.test' } as const;

describe.each(testDatabases())('erasing a person on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let ibrahim: TestPerson;
  let admin: TestPerson;
  let aminaId = '';
  let adminId = '';
  const kept: NotedErasure[] = [];
  beforeAll(async () => {
    office = await openTestOffice(on, {
      erasureList: {
        add: (erasure) => Promise.resolve(void kept.push(erasure)),
        read: () => Promise.resolve(kept),
      },
    });
    [amina, ibrahim, admin] = await Promise.all([
      office.as('amina'),
      office.as('ibrahim'),
      office.as('admin'),
    ]);
    [aminaId, adminId] = await Promise.all([idOf(amina), idOf(admin)]);
    const data = healthData({ additionalDetails: MARK });
    // More than a page; on 1 a decided conflict, on 2 an open one, on 3 a refused edit and a score set by hand.
    for (const from of [1, 151])
      await exchangeAs(amina, {
        operations: Array.from({ length: 150 }, (_, index) => create(from + index, from + index, data)),
        heartbeat: exampleHeartbeat,
      });
    for (const entity of [1, 2]) {
      await exchangeAs(amina, {
        operations: [update(1_000 + entity, entity, 1, { additionalDetails: `${MARK} a` })],
      });
      await exchangeAs(ibrahim, {
        device: device(2),
        operations: [update(2_000 + entity, entity, 1, { additionalDetails: `${MARK} b` })],
      });
    }
    const decided = await ibrahim.send('POST', paths.resolveConflict, {
      conflictId: testId('operation', 2_001),
      strategy: 'LOCAL_WINS',
      justification: MARK,
      version: 2,
    });
    expect(decided.status).toBe(200);
    await exchangeAs(amina, { operations: [update(3_000, 3, 1, { [MARK.replaceAll(' ', '')]: 1 })] });
    const scored = await ibrahim.send('POST', paths.override, {
      recordIds: [record(3)],
      score: 90,
      justification: MARK,
    });
    expect(scored.status).toBe(200);
    await exchangeAs(ibrahim, { device: device(3), operations: [create(4_000, 4_000, healthData())] });
    await office.signIn('amina@fieldsync.test', 'not the one');
  });
  afterAll(() => office.close());

  async function idOf(person: TestPerson): Promise<string> {
    const body = await envelope(await person.get(paths.session));
    return body.success ? (body.data as { user: { id: string } }).user.id : '';
  }
  async function everyChange(person: TestPerson, number: number, from: string | null) {
    const changes = new Map<string, Change>();
    let cursor = from;
    for (let more = true; more;) {
      const { reply } = await exchangeAs(person, { device: device(number), cursor });
      for (const change of reply.changes ?? []) changes.set(change.id, change);
      cursor = reply.cursor;
      more = reply.more === true;
    }
    return { changes, cursor };
  }
  const erase = (id: string, body: unknown = request) =>
    admin.send('POST', `${paths.people}/${id}/erase`, body);
  /** As the job does it. */
  const run = () => office.opened.app.erasures.sweep(new AbortController().signal);
  const everything = async () => JSON.stringify(await tableContents(office.database));

  it('wants the email once more and a reason, and leaves an administrator', async () => {
    expect((await erase(aminaId, { ...request, confirm: 'ibrahim@fieldsync.test' })).status).toBe(422);
    expect((await erase(aminaId, { ...request, reason: ' ' })).status).toBe(422);
    expect((await erase(adminId, { ...request, confirm: 'admin@fieldsync.test' })).status).toBe(422);
    expect((await erase('nobody')).status).toBe(404);
    expect((await ibrahim.send('POST', `${paths.people}/${aminaId}/erase`, request)).status).toBe(403);
    expect((await amina.get(paths.session)).status).toBe(200);
  });

  it('[R1] leaves nothing of them in any table, and tells phones that their records are gone', async () => {
    const before = await everyChange(amina, 1, null);
    expect(before.changes.size).toBe(300);
    expect((await erase(aminaId)).status).toBe(200);
    await run();
    const left = await everything();
    for (const gone of [MARK, MARK.replaceAll(' ', ''), 'Amina', 'amina@']) expect(left).not.toContain(gone);
    // Their own phone was signed in, and hears of it.
    const heard = await everyChange(amina, 1, before.cursor);
    expect(heard.changes.size).toBe(300);
    for (const change of heard.changes.values()) expect(change.data).toBeNull();
  });

  it('are nobody who could be let in again', async () => {
    const { data } = (await (await admin.get(paths.accounts)).json()) as {
      data: { items: { id: string }[] };
    };
    expect(data.items.map(({ id }) => id)).toContain(adminId);
    expect(data.items.map(({ id }) => id)).not.toContain(aminaId);
    expect((await admin.send('POST', `${paths.accounts}/${aminaId}/password`)).status).toBe(404);
  });

  it('takes nothing in from them any more, gives unsent edits back with the reason, and opens nothing else', async () => {
    const late = await exchangeAs(amina, {
      cursor: null,
      operations: [
        create(4_500, 4_500, healthData({ additionalDetails: MARK })),
        update(4_501, 9, 1, { numberHealthFacilities: 3 }),
      ],
      heartbeat: exampleHeartbeat,
    });
    expect(late.verdicts).toMatchObject([
      {
        status: 'rejected',
        code: 'FORBIDDEN',
        field: 'account',
        message: expect.stringContaining('this account was erased') as unknown,
      },
      { status: 'rejected', code: 'FORBIDDEN' },
    ]);
    expect(await everything()).not.toContain(MARK);
    for (const path of [paths.records, paths.ownData, paths.settings, paths.events])
      expect((await amina.get(path)).status).toBe(401);
    expect((await office.signIn('amina@fieldsync.test', 'amina-in-bama')).status).toBe(401);
  });

  it('tells the phone of whoever waits for a decision that it is over', async () => {
    const { rows } = await office.database.queries.execute<{
      status: string;
      fields: unknown;
      why: string;
    }>(sql`
      select status, fields, resolution->>'justification' as why from conflicts order by id`);
    expect(rows).toEqual([
      { status: 'RESOLVED', fields: { additionalDetails: {} }, why: 'The record was erased.' },
      { status: 'RESOLVED', fields: { additionalDetails: {} }, why: 'The record was erased.' },
    ]);
  });

  it('refuses an edit of what was erased, so that nothing of it comes back', async () => {
    const late = await exchangeAs(ibrahim, {
      device: device(2),
      operations: [update(5_000, 50, 1, { additionalDetails: MARK })],
    });
    expect(late.verdicts).toMatchObject([{ status: 'rejected', code: 'NOT_FOUND' }]);
    const again = await ibrahim.send('PUT', `${paths.conflicts}/${testId('operation', 2_001)}/override`, {
      strategy: 'MANUAL',
      values: { additionalDetails: MARK },
      justification: 'x',
      version: 4,
    });
    expect(again.status).toBe(404);
    expect(await everything()).not.toContain(MARK);
  });

  it('[X5] is in the audit log, whose chain holds although lines of it were blackened', async () => {
    const { rows } = await office.database.queries.execute<{ act: string; detail: unknown }>(
      sql`select act, detail from audit_log where subject = ${aminaId} and act like 'account:%' order by seq`,
    );
    expect(rows).toEqual([
      { act: 'account:erase', detail: { reason: 'asked for it', records: 'delete' } },
      { act: 'account:erased', detail: { records: 300 } },
    ]);
    expect(await verifyAuditChain(office.database.queries)).toMatchObject({ ok: true });
  });

  it('is done again after a restore of a backup that does not know of it', async () => {
    expect(kept).toMatchObject([{ userId: aminaId, records: 'delete' }]);
    const { queries } = office.database;
    await queries.execute(sql`delete from erasures`);
    await queries.execute(
      sql`update auth_user set name = 'Amina Bukar', email = 'amina@fieldsync.test' where id = ${aminaId}`,
    );
    await queries.execute(sql`update records set deleted = false, data = ${JSON.stringify(healthData({ additionalDetails: MARK }))}::jsonb
      where id = ${record(5)}`);
    expect(await office.opened.app.erasures.again()).toBe(1);
    await run();
    const left = await everything();
    for (const gone of [MARK, 'Amina', 'amina@']) expect(left).not.toContain(gone);
    expect(await office.opened.app.erasures.again()).toBe(0);
    expect(kept).toHaveLength(1);
  });

  it('leaves records to others without a name, when that was asked for', async () => {
    const ibrahimId = await idOf(ibrahim);
    const body = { records: 'anonymise', reason: 'left', confirm: 'Ibrahim@fieldsync.test' };
    expect((await erase(ibrahimId, body)).status).toBe(200);
    await run();
    const list = await envelope(await admin.get(paths.records));
    if (!list.success) throw new Error('no list');
    expect(list.data).toMatchObject({ items: [{ id: record(4_000), from: { name: 'Erased person' } }] });
    expect(await everything()).not.toContain('Ibrahim');
    expect(await verifyAuditChain(office.database.queries)).toMatchObject({ ok: true });
  });
});
