import type { OwnAccount } from '@fieldsync/protocol';
import { ownAccountSchema, paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../adapters/drizzle/office/verify-audit-chain.ts';
import { CAMPS } from '../seed/camps.ts';
import { create } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { cookieOf, envelope, openTestOffice } from '../testing/test-office.ts';

describe.each(testDatabases())('one’s own account on $name', (on) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(on);
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
  });
  beforeEach(async () => {
    await office.database.queries.execute(sql`delete from auth_session`);
  });
  afterAll(() => office.close());

  const read = async (person: TestPerson): Promise<OwnAccount> => {
    const body = await envelope(await person.get(paths.ownAccount));
    if (!body.success) throw new Error(JSON.stringify(body.error));
    return ownAccountSchema.parse(body.data);
  };
  const isIn = async (person: TestPerson): Promise<boolean> => (await person.get(paths.session)).ok;
  const lines = async (): Promise<
    readonly { act: string; actor: string; subject: string; detail: unknown }[]
  > => {
    const { rows } = await office.database.queries.execute<{
      act: string;
      actor: string;
      subject: string;
      detail: unknown;
    }>(sql`select act, actor, subject, detail from audit_log order by seq`);
    return rows;
  };

  it('says who one is, what one sees, and where one is signed in, the last used first', async () => {
    const here = await office.as('amina');
    const { user } = await read(here);
    const coordinator = await office.as('ibrahim');
    const areas = ['Dikwa', 'Bama'];
    await coordinator.send('PUT', `${paths.accounts}/${user.id}/areas`, { areas });
    const agent = 'Mozilla/5.0 (Linux; Android 10; K) Chrome/143.0.0.0 Mobile Safari/537.36';
    await office.request(paths.signIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': agent },
      body: JSON.stringify({ email: 'amina@fieldsync.test', password: 'amina-in-bama' }),
    });
    await office.database.queries.execute(
      sql`update auth_session set updated_at = now() - interval '2 days' where user_agent = ${agent}`,
    );
    const account = await read(here);
    expect(account).toMatchObject({
      user: { name: 'Amina Bukar', email: 'amina@fieldsync.test', role: 'ASSESSOR' },
      areas: ['Bama', 'Dikwa'],
      sessions: [
        { current: true, userAgent: '' },
        { current: false, userAgent: agent },
      ],
    });
    const [mine, other] = account.sessions;
    const days = (Date.parse(other?.endsAt ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(27.9);
    expect(days).toBeLessThan(28);
    expect(Date.parse(mine?.signedInAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    const most = Date.parse(mine?.endsAtLatest ?? '') - Date.parse(mine?.signedInAt ?? '');
    expect(most / 86_400_000).toBe(90);
  });

  it('[X1] tells nobody’s token, and nothing of sessions that have ended', async () => {
    const here = await office.as('amina');
    await office.as('amina');
    await office.database.queries.execute(
      sql`update auth_session set created_at = now() - interval '91 days' where token <> ${tokenOf(here)}`,
    );
    const reply = await here.get(paths.ownAccount);
    const text = await reply.clone().text();
    expect((await read(here)).sessions).toHaveLength(1);
    const { rows } = await office.database.queries.execute<{ token: string }>(
      sql`select token from auth_session`,
    );
    expect(rows).toHaveLength(2);
    for (const { token } of rows) expect(text).not.toContain(token);
  });

  it('[X5] ends one of one’s other sessions, at once, and says so in the audit log', async () => {
    const here = await office.as('amina');
    const lost = await office.as('amina');
    expect([await isIn(here), await isIn(lost)]).toEqual([true, true]);
    const { user, sessions } = await read(here);
    const other = sessions.find(({ current }) => !current);
    const reply = await here.send('DELETE', `${paths.ownSessions}/${other?.id ?? ''}`);
    expect(await envelope(reply)).toMatchObject({ success: true, data: { ended: 1 } });
    expect([await isIn(here), await isIn(lost)]).toEqual([true, false]);
    expect((await lines()).at(-1)).toMatchObject({
      act: 'session:end',
      actor: user.id,
      subject: user.id,
      detail: { ended: 1 },
    });
    // A second time there is none, and nothing was done.
    const before = (await lines()).length;
    expect((await here.send('DELETE', `${paths.ownSessions}/${other?.id ?? ''}`)).status).toBe(404);
    expect(await lines()).toHaveLength(before);
  });

  it('[X1] ends nobody else’s, and not the one that asks', async () => {
    const here = await office.as('amina');
    const yusuf = await office.as('yusuf');
    const theirs = (await read(yusuf)).sessions[0];
    const mine = (await read(here)).sessions[0];
    expect((await here.send('DELETE', `${paths.ownSessions}/${theirs?.id ?? ''}`)).status).toBe(404);
    const own = await here.send('DELETE', `${paths.ownSessions}/${mine?.id ?? ''}`);
    expect(own.status).toBe(422);
    expect(await envelope(own)).toMatchObject({ error: { code: 'VALIDATION', field: 'id' } });
    for (const strange of ['..', 'a'.repeat(65), "'", '%00'])
      expect((await here.send('DELETE', `${paths.ownSessions}/${strange}`)).status).toBeGreaterThan(399);
    expect([await isIn(here), await isIn(yusuf)]).toEqual([true, true]);
  });

  it('[X5] ends all the others', async () => {
    const here = await office.as('amina');
    const others = [await office.as('amina'), await office.as('amina')];
    const yusuf = await office.as('yusuf');
    expect(await envelope(await here.send('DELETE', paths.ownSessions))).toMatchObject({
      data: { ended: 2 },
    });
    expect(await Promise.all([here, yusuf, ...others].map(isIn))).toEqual([true, true, false, false]);
    expect((await lines()).at(-1)).toMatchObject({ act: 'session:end-others', detail: { ended: 2 } });
    const before = (await lines()).length;
    expect(await envelope(await here.send('DELETE', paths.ownSessions))).toMatchObject({
      data: { ended: 0 },
    });
    expect(await lines()).toHaveLength(before);
  });

  it('[X1] [X5] a new password ends all the others and leaves this one, under another cookie', async () => {
    const here = await office.as('yusuf');
    const other = await office.as('yusuf');
    const { user } = await read(here);
    const passwords = { currentPassword: 'yusuf-in-dikwa', newPassword: 'long enough for this' };
    const reply = await here.send('POST', paths.changePassword, passwords);
    expect(reply.status).toBe(200);
    const after = office.person(cookieOf(reply));
    expect(await Promise.all([here, other, after].map(isIn))).toEqual([false, false, true]);
    expect((await read(after)).sessions).toMatchObject([{ current: true }]);
    // What was under way comes with the cookie of before, and its answer after the new one: it must leave that on the phone.
    const late = await here.get(paths.ownAccount);
    expect([late.status, late.headers.getSetCookie()]).toEqual([401, []]);
    expect((await lines()).at(-1)).toMatchObject({
      act: 'account:password',
      actor: user.id,
      subject: user.id,
    });
    await after.send('POST', paths.changePassword, {
      currentPassword: 'long enough for this',
      newPassword: 'yusuf-goes-to-dikwa',
    });
  });

  it('makes whoever found a phone wait after ten wrong passwords; the session and what it sends go on', async () => {
    const here = await office.as('amina');
    const guess = (n: number) =>
      here.send('POST', paths.changePassword, {
        currentPassword: `guess ${String(n)}`,
        newPassword: 'long enough for this',
      });
    for (let n = 0; n < 10; n += 1) expect((await guess(n)).status).toBe(422);
    const reply = await guess(11);
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await exchangeAs(here, { operations: [create(1, 1)] })).verdicts).toMatchObject([
      { status: 'applied' },
    ]);
  });

  it('[X5] [C2] an administrator signs somebody out everywhere; nobody else is, and they may sign in again', async () => {
    const phones = [await office.as('amina'), await office.as('amina')];
    const nobody = office.person('');
    const admin = await office.as('admin');
    const [phone] = phones;
    if (phone === undefined) throw new Error('no phone');
    const { user } = await read(phone);
    const path = `${paths.accounts}/${user.id}/sessions`;
    expect((await (await office.as('ibrahim')).send('DELETE', path)).status).toBe(403);
    expect((await nobody.send('DELETE', path)).status).toBe(401);
    expect(await envelope(await admin.send('DELETE', path))).toMatchObject({ data: { ended: 2 } });
    expect(await Promise.all([...phones, admin].map(isIn))).toEqual([false, false, true]);
    expect((await lines()).at(-1)).toMatchObject({
      act: 'account:end-sessions',
      subject: user.id,
      detail: { ended: 2 },
    });
    expect(await isIn(await office.as('amina'))).toBe(true);
    expect((await admin.send('DELETE', `${paths.accounts}/nobody/sessions`)).status).toBe(404);
  });

  it('[X5] leaves nothing in the audit log of who was let in, signed in and changed the password, once they are erased', async () => {
    const admin = await office.as('admin');
    const email = 'fatima@fieldsync.test';
    const added = await envelope(
      await admin.send('POST', paths.accounts, { name: 'Fatima Goni', email, role: 'RESPONDER' }),
    );
    if (!added.success) throw new Error('not let in');
    const { id, password } = added.data as { id: string; password: string };
    const headers = { 'user-agent': 'Fatimas own browser' };
    const reply = await office.request(paths.signIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email, password }),
    });
    const fatima = office.person(cookieOf(reply));
    for (const currentPassword of ['not the one', password])
      await fatima.send(
        'POST',
        paths.changePassword,
        { currentPassword, newPassword: 'long enough for this' },
        headers,
      );
    const about = async () => JSON.stringify((await lines()).filter(({ subject }) => subject === id));
    expect(await about()).toContain('Fatimas own browser');
    expect(await about()).toContain(email);
    const request = { records: 'anonymise', reason: 'Asked for it.', confirm: email };
    expect((await admin.send('POST', `${paths.people}/${id}/erase`, request)).status).toBe(200);
    const after = await about();
    expect(after).toContain('account:password');
    for (const gone of ['Fatima', email]) expect(after).not.toContain(gone);
    expect(await verifyAuditChain(office.database.queries)).toMatchObject({ ok: true });
  });
});

const tokenOf = ({ cookie }: TestPerson): string =>
  decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
