import {
  accountListSchema,
  accountSummarySchema,
  madePasswordSchema,
  paths,
  recordPageSchema,
} from '@fieldsync/protocol';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../adapters/drizzle/schema/index.ts';
import { CAMPS } from '../seed/camps.ts';
import { create, device, healthData, record, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { cookieOf, envelope, openTestOffice } from '../testing/test-office.ts';

const camp = (name: string): string => {
  const found = CAMPS.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found.id;
};
const at = (name: string) => healthData({ affectedEntityId: camp(name) });

describe.each(testDatabases())('accounts on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  let admin: TestPerson;
  beforeAll(async () => {
    office = await openTestOffice(on);
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [amina, yusuf, ibrahim, admin] = [
      await office.as('amina'),
      await office.as('yusuf'),
      await office.as('ibrahim'),
      await office.as('admin'),
    ];
  });
  afterAll(() => office.close());

  const data = async (reply: Response): Promise<unknown> => {
    const body = await envelope(reply);
    if (!body.success) throw new Error(JSON.stringify(body.error));
    return body.data;
  };
  const accounts = async () => accountListSchema.parse(await data(await ibrahim.get(paths.accounts)));
  const idOf = async (name: string): Promise<string> => {
    const found = (await accounts()).items.find(({ email }) => email.startsWith(`${name}@`));
    if (found === undefined) throw new Error(name);
    return found.id;
  };
  const assign = async (name: string, areas: readonly string[]): Promise<Response> =>
    ibrahim.send('PUT', `${paths.accounts}/${await idOf(name)}/areas`, { areas });
  const acts = async (): Promise<readonly string[]> => {
    const lines = await office.database.queries.select().from(auditLog).orderBy(asc(auditLog.seq));
    return lines.map(({ act }) => act).filter((act) => act.startsWith('account:'));
  };

  it('lists who works here, with what they may see and when their phone was last heard of', async () => {
    await exchangeAs(amina, { device: device(1) });
    const { items, areas } = await accounts();
    expect(items.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'Amina Bukar ASSESSOR',
      'Halima Ali ADMIN',
      'Ibrahim Mustapha COORDINATOR',
      'Yusuf Modu RESPONDER',
    ]);
    expect(areas).toEqual(['Bama', 'Dikwa', 'Gwoza', 'Maiduguri', 'Mobbar', 'Monguno', 'Ngala']);
    expect(items.map(({ lastSeen }) => lastSeen !== null)).toEqual([true, false, false, false]);
  });

  it('[X5] [R3] shows the records of assigned areas in lists, alone, on the phone and live, and no others', async () => {
    await exchangeAs(yusuf, {
      device: device(2),
      operations: [create(1, 1, at('Banki')), create(2, 2, at('Gwoza'))],
    });
    await exchangeAs(amina, { device: device(1), operations: [create(3, 3, at('Gwoza'))] });
    const before = await exchangeAs(amina, { device: device(1), cursor: null });
    expect(before.reply.changes?.map(({ id }) => id)).toEqual([record(3)]);
    const changed = await assign('amina', ['Bama']);
    expect(accountSummarySchema.parse(await data(changed)).areas).toEqual(['Bama']);

    const everything = recordPageSchema.parse(await data(await ibrahim.get(paths.records))).items;
    const own = await idOf('amina');
    const seen = everything
      .filter(({ from, place }) => from.id === own || place?.lga === 'Bama')
      .map(({ id }) => id)
      .sort();
    expect(seen).toEqual([record(1), record(3)]);
    const listed = recordPageSchema.parse(await data(await amina.get(paths.records)));
    expect(listed.items.map(({ id }) => id).sort()).toEqual(seen);
    expect(listed.counts.all).toBe(2);
    const alone = [];
    for (const { id } of everything) if ((await amina.get(`${paths.records}/${id}`)).ok) alone.push(id);
    expect(alone.sort()).toEqual(seen);
    let { cursor } = before.reply;
    const brought: string[] = [];
    for (let more: boolean | undefined = true; more === true;) {
      const { reply } = await exchangeAs(amina, { device: device(1), cursor });
      brought.push(...(reply.changes ?? []).map(({ id }) => id));
      ({ cursor, more } = reply);
    }
    expect(brought).toEqual([record(1)]);

    const refused = await exchangeAs(amina, {
      device: device(1),
      cursor,
      operations: [update(4, 1, 1, { additionalDetails: 'to see is not to change' })],
    });
    expect(refused.verdicts).toMatchObject([{ status: 'rejected', code: 'FORBIDDEN' }]);

    await assign('amina', []);
    const after = await exchangeAs(amina, { device: device(1), cursor });
    expect(after.reply.left).toEqual(['Bama']);
    expect((await amina.get(`${paths.records}/${record(1)}`)).status).toBe(404);
    expect((await acts()).filter((act) => act === 'account:areas')).toHaveLength(2);
  });

  it('[X3] takes only areas in which a place of the office lies, and says which is none', async () => {
    const reply = await assign('amina', ['Bama', 'Atlantis']);
    expect(reply.status).toBe(422);
    expect(await envelope(reply)).toMatchObject({ error: { code: 'VALIDATION', field: 'areas.1' } });
    const nobody = await ibrahim.send('PUT', `${paths.accounts}/nobody/areas`, { areas: [] });
    expect(nobody.status).toBe(404);
  });

  it('[X5] lets somebody in with a password that is told once, gives them another, and ends what was before', async () => {
    const made = madePasswordSchema.parse(
      await data(
        await admin.send('POST', paths.accounts, {
          name: 'Fatima Goni',
          email: 'Fatima@fieldsync.test',
          role: 'ASSESSOR',
        }),
      ),
    );
    const first = await office.signIn('fatima@fieldsync.test', made.password);
    expect(first.status).toBe(200);
    const again = await admin.send('POST', paths.accounts, {
      name: 'Fatima Goni',
      email: 'fatima@fieldsync.test',
      role: 'ADMIN',
    });
    expect(await envelope(again)).toMatchObject({ error: { code: 'ALREADY_EXISTS', field: 'email' } });
    const reset = madePasswordSchema.parse(
      await data(await admin.send('POST', `${paths.accounts}/${made.id}/password`)),
    );
    expect((await office.person(cookieOf(first)).get(paths.session)).status).toBe(401);
    expect((await office.signIn('fatima@fieldsync.test', made.password)).status).toBe(401);
    expect((await office.signIn('fatima@fieldsync.test', reset.password)).status).toBe(200);
    expect((await acts()).slice(-2)).toEqual(['account:create', 'account:reset-password']);
  });

  it('[X5] keeps a deactivated account out at once, with the answer of a wrong password, until it is let in again', async () => {
    const id = await idOf('yusuf');
    const active = (value: boolean) => admin.send('PUT', `${paths.accounts}/${id}/active`, { active: value });
    expect((await active(false)).status).toBe(200);
    expect((await yusuf.get(paths.session)).status).toBe(401);
    const [right, wrong] = [
      await office.signIn('yusuf@fieldsync.test', 'yusuf-in-dikwa'),
      await office.signIn('yusuf@fieldsync.test', 'not his password'),
    ];
    expect([right.status, wrong.status]).toEqual([401, 401]);
    expect(await right.text()).toBe(await wrong.text());
    expect(right.headers.getSetCookie()).toEqual([]);
    expect((await accounts()).items.find((each) => each.id === id)?.active).toBe(false);
    expect((await active(true)).status).toBe(200);
    await office.as('yusuf');
    const own = await admin.send('PUT', `${paths.accounts}/${await idOf('admin')}/active`, { active: false });
    expect(own.status).toBe(422);
    expect((await acts()).slice(-2)).toEqual(['account:deactivate', 'account:activate']);
  });
});
