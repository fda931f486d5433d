import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { personListSchema, consentListSchema, paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER } from '../open-database.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { create, healthData, record } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const consent = {
  kind: 'figures',
  agreed: true,
  textVersion: '1',
  text: 'Figures may go along',
  chosenAt: '2026-11-20T09:00:00.000Z',
} as const;

describe.each(testDatabases())('what is held of a person on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let admin: TestPerson;
  let aminaId = '';
  beforeAll(async () => {
    office = await openTestOffice(on);
    [amina, admin] = await Promise.all([office.as('amina'), office.as('admin')]);
    const session = await envelope(await amina.get(paths.session));
    if (!session.success) throw new Error('not signed in');
    aminaId = (session.data as { user: { id: string } }).user.id;
    // More than a page of them.
    for (const from of [1, 151])
      await exchangeAs(amina, {
        operations: Array.from({ length: 150 }, (_, index) =>
          create(from + index, from + index, healthData()),
        ),
        heartbeat: exampleHeartbeat,
      });
  });
  afterAll(() => office.close());

  const files = async (person: TestPerson, path: string): Promise<Record<string, string>> => {
    const reply = await person.get(path);
    expect(reply.headers.get('content-type')).toBe('application/zip');
    const parts = unzipSync(new Uint8Array(await reply.arrayBuffer()));
    return Object.fromEntries(
      Object.entries(parts).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
    );
  };

  it('forgets the figures that phones have told when consent to them is taken back, and nothing else of their report', async () => {
    const told = { ...exampleHeartbeat, storage: { usedBytes: 5_000, quotaBytes: 9_000 } };
    await exchangeAs(amina, { heartbeat: told });
    const kept = async () => (await office.opened.app.devices.latestOf(aminaId as never))?.heartbeat;
    await amina.send('POST', paths.consents, consent);
    await amina.send('POST', paths.consents, { ...consent, kind: 'sending', agreed: false });
    expect(await kept()).toEqual(told);
    await amina.send('POST', paths.consents, { ...consent, agreed: false });
    expect(await kept()).toEqual(exampleHeartbeat);
    await office.database.queries.execute(sql`delete from consents`);
  });

  it('[S1] keeps each choice once in the words that were shown, also told twice, and lets nobody see another’s', async () => {
    for (const agreed of [true, true, false])
      expect((await amina.send('POST', paths.consents, { ...consent, agreed })).status).toBe(200);
    expect((await amina.send('POST', paths.consents, { ...consent, kind: 'everything' })).status).toBe(422);
    const list = async (person: TestPerson) => {
      const body = await envelope(await person.get(paths.consents));
      return body.success ? consentListSchema.parse(body.data).items : [];
    };
    expect(await list(amina)).toMatchObject([
      { ...consent, agreed: false },
      { ...consent, agreed: true },
    ]);
    expect(await list(admin)).toEqual([]);
  });

  it('[S1] of copies that an older build kept, the migration leaves the first', async () => {
    const { queries } = office.database;
    const before = await queries.execute(sql`select * from consents order by seq`);
    await queries.execute(sql`alter table consents drop constraint consents_once`);
    await queries.execute(
      sql`insert into consents (user_id, kind, agreed, text_version, text, chosen_at, received_at)
          select user_id, kind, agreed, text_version, text, chosen_at, now() from consents`,
    );
    const migration = await readFile(join(MIGRATIONS_FOLDER, '0015_consents_once.sql'), 'utf8');
    for (const statement of migration.split('--> statement-breakpoint'))
      await queries.execute(sql.raw(statement));
    expect((await queries.execute(sql`select * from consents order by seq`)).rows).toEqual(before.rows);
    expect(before.rows).toHaveLength(2);
  });

  it('goes out whole to the person, without a credential', async () => {
    const held = await files(amina, paths.ownData);
    expect(held['README.txt']).toContain('records.json: the records you made');
    const rows = (name: string) => JSON.parse(held[`${name}.json`] ?? '') as Record<string, unknown>[];
    expect(rows('records')).toHaveLength(300);
    expect(new Set(rows('records').map(({ id }) => id)).size).toBe(300);
    expect(rows('operations')).toHaveLength(300);
    expect(rows('account')).toMatchObject([{ name: 'Amina Bukar', role: 'ASSESSOR' }]);
    expect(rows('phones')).toMatchObject([{ report: { appVersion: expect.any(String) as unknown } }]);
    expect(rows('consents')).toHaveLength(2);
    expect(rows('sign-ins').length).toBeGreaterThan(0);
    expect(rows('audit').map(({ act }) => act)).toContain('session:sign-in');
    const { rows: secrets } = await office.database.queries.execute<{ secret: string }>(
      sql`select token as secret from auth_session union all select password from auth_account where password is not null`,
    );
    expect(secrets.length).toBeGreaterThan(3);
    for (const { secret } of secrets) expect(JSON.stringify(held)).not.toContain(secret);
  });

  it('[X5] goes to an administrator, who is named in the audit log, and to nobody else', async () => {
    const accounts = await envelope(await admin.get(paths.people));
    if (!accounts.success) throw new Error('no accounts');
    const { items } = personListSchema.parse(accounts.data);
    expect(items.find(({ id }) => id === aminaId)).toMatchObject({ records: 300, erasedAt: null });
    const held = await files(admin, `${paths.people}/${aminaId}/export`);
    expect(held['records.json']).toContain(record(7));
    const { rows } = await office.database.queries.execute<{ act: string; subject: string; own: boolean }>(
      sql`select act, subject, actor = ${aminaId} as own from audit_log order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ act: 'account:export', subject: aminaId, own: false }]);
    const ibrahim = await office.as('ibrahim');
    expect((await ibrahim.get(`${paths.people}/${aminaId}/export`)).status).toBe(403);
    expect((await admin.get(`${paths.people}/nobody/export`)).status).toBe(404);
    const theirs = await files(ibrahim, paths.ownData);
    expect(theirs['records.json']).not.toContain(record(7));
  });
});
