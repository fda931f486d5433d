import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create, device } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs, exchangeBody } from '../testing/test-exchange.ts';
import type { SeedName, TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

describe.each(testDatabases())('the end of a session on $name', (on) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(on);
  });
  afterAll(() => office.close());

  /** Somebody who signed in so long ago and was last seen so long ago, as Postgres writes an interval. */
  const signedIn = async (name: SeedName, ago: string, used: string): Promise<TestPerson> => {
    await office.database.queries.execute(sql`delete from auth_session`);
    const person = await office.as(name);
    await office.database.queries.execute(sql`
      update auth_session set created_at = now() - ${ago}::interval, updated_at = now() - ${used}::interval`);
    return person;
  };
  const status = async (person: TestPerson): Promise<number> => (await person.get(paths.session)).status;
  const row = async () => {
    const { rows } = await office.database.queries.execute<{ used: number; ends: number }>(sql`
      select extract(epoch from now() - updated_at)::float8 as used, extract(epoch from expires_at - now())::float8 as ends
      from auth_session`);
    return rows[0];
  };
  const DAY = 86_400;

  it.each([
    ['amina', '89 days', '29 days', 200],
    ['amina', '89 days', '31 days', 401],
    ['amina', '91 days', '1 minute', 401],
    ['yusuf', '91 days', '1 minute', 401],
    ['ibrahim', '6 days', '11 hours', 200],
    ['ibrahim', '6 days', '13 hours', 401],
    ['ibrahim', '8 days', '1 minute', 401],
    ['admin', '8 days', '1 minute', 401],
  ] as const)('[X1] %s, signed in %s ago, last seen %s ago: %i', async (name, ago, used, expected) => {
    const person = await signedIn(name, ago, used);
    expect(await status(person)).toBe(expected);
    // And so it stays, whatever the process remembers of the cookie.
    expect(await status(person)).toBe(expected);
  });

  it('[X1] is written down from the beginning, by the role', async () => {
    await signedIn('amina', '0', '0');
    expect((await row())?.ends).toBeCloseTo(30 * DAY, -2);
    await signedIn('admin', '0', '0');
    expect((await row())?.ends).toBeCloseTo(12 * 3_600, -2);
  });

  it('moves with use once an hour, and never beyond the absolute one', async () => {
    const person = await signedIn('amina', '10 days', '59 minutes');
    expect(await status(person)).toBe(200);
    expect((await row())?.used).toBeGreaterThan(58 * 60);
    await office.database.queries.execute(
      sql`update auth_session set updated_at = now() - interval '61 minutes', created_at = now() - interval '80 days'`,
    );
    const reply = await person.get(paths.session);
    // The cookie needs no other end: the row has it.
    expect(reply.headers.getSetCookie()).toEqual([]);
    const after = await row();
    expect(after?.used).toBeLessThan(60);
    expect(after?.ends).toBeCloseTo(10 * DAY, -2);
  });

  it('[X1] is not moved by a page that only stays open', async () => {
    const person = await signedIn('amina', '1 day', '2 hours');
    const headers = new Headers({ cookie: person.cookie });
    expect((await office.opened.app.accounts.peek(headers))?.name).toBe('Amina Bukar');
    expect((await row())?.used).toBeGreaterThan(7_000);
  });

  it('[C2] [S1] takes nothing of what waits: the same sending goes through after signing in again, once', async () => {
    const person = await signedIn('amina', '91 days', '1 minute');
    const sending = { operations: [create(1, 1)] };
    const refused = await person.send('POST', paths.exchange, exchangeBody(sending));
    expect(refused.status).toBe(401);
    expect(await envelope(refused)).toMatchObject({ error: { code: 'SIGNED_OUT' } });
    const again = await office.as('amina');
    expect((await exchangeAs(again, sending)).verdicts).toMatchObject([{ status: 'applied' }]);
    expect((await exchangeAs(again, sending)).verdicts).toMatchObject([{ status: 'duplicate' }]);
    const { rows } = await office.database.queries.execute(sql`select 1 from records`);
    expect(rows).toHaveLength(1);
  });

  it('[R3] waits for the phone of somebody who was erased: it is to hear that the records are gone', async () => {
    const person = await signedIn('yusuf', '1 day', '1 minute');
    await exchangeAs(person, { device: device(5), operations: [create(5, 5)] });
    const { data } = (await (await person.get(paths.session)).json()) as { data: { user: { id: string } } };
    const admin = await office.as('admin');
    const request = { records: 'delete', reason: 'Asked for it.', confirm: 'yusuf@fieldsync.test' };
    expect((await admin.send('POST', `${paths.people}/${data.user.id}/erase`, request)).status).toBe(200);
    await office.database.queries.execute(sql`
      update auth_session set created_at = now() - interval '120 days', updated_at = now() - interval '100 days'
      where user_id = ${data.user.id}`);
    expect(await status(person)).toBe(200);
    // And nothing that an administrator can do to an account ends that.
    const account = `${paths.accounts}/${data.user.id}`;
    for (const reply of [
      await admin.send('PUT', `${account}/active`, { active: false }),
      await admin.send('PUT', `${account}/active`, { active: true }),
      await admin.send('PUT', `${account}/areas`, { areas: [] }),
      await admin.send('DELETE', `${account}/sessions`),
    ]) {
      expect(reply.status).toBe(422);
      expect(await envelope(reply)).toMatchObject({
        error: { code: 'VALIDATION', field: 'id', message: expect.stringContaining('erased') as unknown },
      });
    }
    expect((await admin.send('POST', `${account}/password`)).status).toBe(404);
    expect(await status(person)).toBe(200);
  });
});

describe('a session on a server with other limits', () => {
  it('[X1] ends by the limits as they are now, also when it began under longer ones', async () => {
    const [on] = testDatabases();
    if (on === undefined) throw new Error('no database');
    const hour = 3_600_000;
    const limit = { idleMs: hour, absoluteMs: 2 * hour };
    const office = await openTestOffice(on, { sessionLimits: { field: limit, office: limit } });
    const person = await office.as('amina');
    const sent = (ago: string) =>
      office.database.queries.execute(sql`
        update auth_session set expires_at = now() + interval '30 days', created_at = now() - ${ago}::interval`);
    await sent('119 minutes');
    expect((await person.get(paths.session)).status).toBe(200);
    await sent('121 minutes');
    expect((await person.get(paths.session)).status).toBe(401);
    await office.close();
  });
});
