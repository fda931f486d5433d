import { paths, sessionSchema } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEED_ACCOUNTS } from '../seed/seed-accounts.ts';
import { testDatabases } from '../testing/test-databases.ts';
import type { TestOffice } from '../testing/test-office.ts';
import { cookieOf, envelope, openTestOffice } from '../testing/test-office.ts';
import { Unavailable } from '../unavailable.ts';

const [amina] = SEED_ACCOUNTS;
if (amina === undefined) throw new Error('no accounts');

describe.each(testDatabases())('signing in on $name', (on) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(on);
  });
  afterAll(() => office.close());

  const auditedActs = async (): Promise<string[]> => {
    const { rows } = await office.database.queries.execute<{ act: string }>(
      sql`select act from audit_log order by seq`,
    );
    return rows.map(({ act }) => act);
  };

  it('[X1] gives the session in a cookie that no script can read, and nowhere else', async () => {
    const reply = await office.signIn(amina.email, amina.password);
    expect(reply.status).toBe(200);
    const [cookie, ...more] = reply.headers.getSetCookie();
    expect(more).toEqual([]);
    expect(cookie).toMatch(/^fieldsync\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\//);
    // As long as browsers keep one: when the session ends is the server's to say.
    expect(cookie).toMatch(/; Max-Age=34560000/);
    expect(cookie).not.toMatch(/Secure/);
    const token = decodeURIComponent((cookie ?? '').split(/[=;]/)[1] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const text = await reply.text();
    expect(text).not.toContain(token);
    expect(sessionSchema.parse((JSON.parse(text) as { data: unknown }).data).user).toMatchObject({
      name: 'Amina Bukar',
      role: 'ASSESSOR',
    });
  });

  it('says who is signed in, and does not say the token', async () => {
    const person = await office.as('ibrahim');
    const reply = await person.get(paths.session);
    const body = await envelope(reply);
    expect(body).toMatchObject({ success: true, data: { user: { role: 'COORDINATOR' } } });
    expect(Object.keys(body.success ? (body.data as object) : {})).toEqual(['user']);
  });

  it('ends the session at the server when someone signs out', async () => {
    const person = await office.as('yusuf');
    const out = await person.send('POST', paths.signOut);
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie().join()).toMatch(/Max-Age=0/);
    const after = await person.get(paths.session);
    expect(after.status).toBe(401);
    expect(await envelope(after)).toMatchObject({ error: { code: 'SIGNED_OUT' } });
  });

  it('signs people out however many others sign out in the same minute, with a session or without', async () => {
    const person = await office.as('yusuf');
    for (let n = 0; n < 101; n += 1)
      expect((await office.person('').send('POST', paths.signOut)).status).toBe(200);
    expect((await person.send('POST', paths.signOut)).status).toBe(200);
    expect((await person.get(paths.session)).status).toBe(401);
  });

  it('[X5] keeps sign-in, refusal and sign-out in the audit log', async () => {
    const before = (await auditedActs()).length;
    expect((await office.signIn(amina.email, 'not her password')).status).toBe(401);
    const person = await office.as('amina');
    await person.send('POST', paths.signOut);
    expect((await auditedActs()).slice(before)).toEqual([
      'session:sign-in-refused',
      'session:sign-in',
      'session:sign-out',
    ]);
  });

  it('answers a wrong password and an unknown account alike', async () => {
    const wrong = await office.signIn('yusuf@fieldsync.test', 'not his password');
    const unknown = await office.signIn('nobody@fieldsync.test', 'not his password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  it('[X3] names the field of a sign-in that cannot be read', async () => {
    const reply = await office.signIn('no address', 'x');
    expect(reply.status).toBe(422);
    expect(await envelope(reply)).toMatchObject({ error: { code: 'VALIDATION', field: 'email' } });
  });

  it('takes no sign-up, and none of the library’s other routes', async () => {
    for (const path of [
      'sign-up/email',
      'get-session',
      'update-user',
      'list-sessions',
      'admin/create-user',
    ]) {
      const reply = await office.request(`/api/auth/${path}`, { method: 'POST', body: '{}' });
      expect([path, reply.status]).toEqual([path, 404]);
    }
  });

  it('makes an account wait after ten wrong passwords, and says how long', async () => {
    const email = 'guessed@fieldsync.test';
    for (let n = 0; n < 10; n += 1) expect((await office.signIn(email, `guess ${n}`)).status).toBe(401);
    const reply = await office.signIn(email, 'guess 11');
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(await envelope(reply)).toMatchObject({ error: { code: 'BUSY' } });
  });

  it('[X1] looks again at a session that it knows: its end, its role, its signature', async () => {
    const person = await office.as('yusuf');
    const status = async (cookie = person.cookie) => (await office.person(cookie).get(paths.session)).status;
    expect([await status(), await status()]).toEqual([200, 200]);

    await office.database.queries.execute(
      sql`update auth_user set role = 'COORDINATOR' where email = 'yusuf@fieldsync.test'`,
    );
    const promoted = await envelope(await person.get(paths.session));
    expect(promoted).toMatchObject({ data: { user: { role: 'COORDINATOR' } } });
    await office.database.queries.execute(
      sql`update auth_user set role = 'ASSESSOR' where email = 'yusuf@fieldsync.test'`,
    );

    const forged = person.cookie.replace(/\.[^.]{6}([^.]*)$/, '.AAAAAA$1');
    expect(forged).toMatch(/^fieldsync\.session_token=/);
    expect(forged).not.toBe(person.cookie);
    expect(await status(forged)).toBe(401);

    await office.database.queries.execute(
      sql`update auth_session set expires_at = now() - interval '1 second'`,
    );
    expect(await status()).toBe(401);
  });

  it('[X1] knows no session longer than it lasts', async () => {
    const person = await office.as('yusuf');
    const again = await office.as('yusuf');
    for (const one of [person, again]) expect((await one.get(paths.session)).status).toBe(200);
    await person.send('POST', paths.signOut);
    expect((await person.get(paths.session)).status).toBe(401);
    expect((await again.get(paths.session)).status).toBe(200);
    await office.database.queries.execute(sql`delete from auth_session`);
    expect((await again.get(paths.session)).status).toBe(401);
  });

  it('changes a password for its owner alone and ends the other sessions', async () => {
    const here = await office.as('yusuf');
    const elsewhere = await office.as('yusuf');
    const change = (currentPassword: string, newPassword: string) =>
      here.send('POST', paths.changePassword, { currentPassword, newPassword });
    expect(await envelope(await change('wrong one', 'long enough for this'))).toMatchObject({
      error: { code: 'VALIDATION', field: 'currentPassword' },
    });
    expect(await envelope(await change('yusuf-in-dikwa', 'short'))).toMatchObject({
      error: { code: 'VALIDATION', field: 'newPassword' },
    });
    for (const easy of ['Basketball1', 'yusuf-modu-1'])
      expect(await envelope(await change('yusuf-in-dikwa', easy))).toMatchObject({
        error: { code: 'VALIDATION', field: 'newPassword' },
      });
    const changed = await change('yusuf-in-dikwa', 'long enough for this');
    expect(changed.status).toBe(200);
    expect((await elsewhere.get(paths.session)).status).toBe(401);
    expect((await office.person(cookieOf(changed)).get(paths.session)).status).toBe(200);
    expect((await office.signIn('yusuf@fieldsync.test', 'long enough for this')).status).toBe(200);
  });
});

describe('a server behind https', () => {
  it('[X1] marks its cookie Secure', async () => {
    const [on] = testDatabases();
    if (on === undefined) throw new Error('no database');
    const office = await openTestOffice(on, { origin: 'https://field.example.org' });
    const reply = await office.signIn(amina.email, amina.password);
    expect(reply.headers.getSetCookie()[0]).toMatch(/^__Secure-fieldsync\.session_token=.*; Secure/);
    expect(reply.headers.get('strict-transport-security')).toBe('max-age=31536000');
    await office.close();
  });

  it('[X1] limits the sign-ins of one address', async () => {
    const [on] = testDatabases();
    if (on === undefined) throw new Error('no database');
    const office = await openTestOffice(on, { signInsPerMinute: 2 });
    const statuses = [];
    for (const name of ['a', 'b', 'c'])
      statuses.push((await office.signIn(`${name}@fieldsync.test`, 'a password')).status);
    expect(statuses).toEqual([401, 401, 429]);
    await office.close();
  });

  it('takes an outage for what it is, and never for nobody being signed in', async () => {
    const [on] = testDatabases();
    if (on === undefined) throw new Error('no database');
    const office = await openTestOffice(on);
    const person = await office.as('amina');
    const { accounts } = office.opened.app;
    await office.close();
    await expect(accounts.readSession(new Headers({ cookie: person.cookie }))).rejects.toThrow(Unavailable);
    for (const reply of [await person.get(paths.session), await office.signIn(amina.email, amina.password)]) {
      expect(reply.status).toBe(503);
      expect(await envelope(reply)).toMatchObject({ error: { code: 'UNAVAILABLE' } });
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });
});
