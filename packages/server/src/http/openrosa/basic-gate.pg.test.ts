import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic, CollectClient, messageOf, rowsIn } from '../../testing/openrosa/collect-client.ts';
import { filledForm, formPart, multipart } from '../../testing/openrosa/filled-form.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { TestOffice } from '../../testing/test-office.ts';
import { openTestOffice } from '../../testing/test-office.ts';

describe.each(testDatabases())('who sends a form on $name', (on) => {
  let office: TestOffice;
  let amina: CollectClient;
  beforeAll(async () => {
    office = await openTestOffice(on);
    amina = new CollectClient(office, 'amina');
  });
  beforeEach(() => office.forgetRecords());
  afterAll(() => office.close());

  const count = (table: string): Promise<number> => rowsIn(office, table);

  const sessions = () => count('auth_session');

  it('[X1] says so with each request and gets no session and no cookie', async () => {
    const before = await sessions();
    for (const reply of [await amina.get('/openrosa/formList'), await amina.send(filledForm())])
      expect(reply.headers.getSetCookie()).toEqual([]);
    expect(await sessions()).toBe(before);
  });

  it('is asked for a password without one, with a wrong one, and with a session’s cookie', async () => {
    const { cookie } = await office.as('amina');
    const wrong = new CollectClient(office, {
      authorization: basic('amina@fieldsync.test', 'not her password'),
    });
    const replies = [
      await office.request('/openrosa/formList'),
      await office.request('/openrosa/formList', { headers: { cookie } }),
      await office.request('/openrosa/submission', { method: 'HEAD' }),
      await wrong.send(filledForm()),
      await new CollectClient(office, { authorization: 'Basic !!!' }).send(filledForm()),
      await new CollectClient(office, {
        authorization: `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}`,
      }).send(filledForm()),
      await new CollectClient(office, { authorization: 'Digest username="amina@fieldsync.test"' }).send(
        filledForm(),
      ),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Basic realm="Fieldsync", charset="UTF-8"');
      expect(reply.headers.get('x-openrosa-version')).toBe('1.0');
    }
    expect(await count('records')).toBe(0);
  });

  it('[X5] is in the audit log once when the password was looked at, and each time when it was wrong', async () => {
    const acts = async () => {
      const { rows } = await office.database.queries.execute<{ act: string }>(
        sql`select act from audit_log where detail ->> 'by' = 'openrosa' order by seq`,
      );
      return rows.map(({ act }) => act);
    };
    const before = (await acts()).length;
    const admin = new CollectClient(office, 'admin');
    await admin.get('/openrosa/formList');
    await admin.get('/openrosa/formList');
    // Several at once are one look as well.
    const ibrahim = new CollectClient(office, 'ibrahim');
    const replies = await Promise.all(Array.from({ length: 5 }, () => ibrahim.get('/openrosa/formList')));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const wrong = new CollectClient(office, {
      authorization: basic('admin@fieldsync.test', 'no, not that'),
    });
    await wrong.get('/openrosa/formList');
    await wrong.get('/openrosa/formList');
    expect((await acts()).slice(before)).toEqual([
      'session:sign-in',
      'session:sign-in',
      'session:sign-in-refused',
      'session:sign-in-refused',
    ]);
  });

  it('waits after ten wrong passwords, with the right one as well, unless it was known already; and then signs in nowhere', async () => {
    const email = 'yusuf@fieldsync.test';
    const known = new CollectClient(office, 'amina');
    const amok = (of: string) => new CollectClient(office, { authorization: basic(of, 'a guess') });
    for (let n = 0; n < 10; n += 1) {
      expect((await amok(email).get('/openrosa/formList')).status).toBe(401);
      await amok('amina@fieldsync.test').get('/openrosa/formList');
    }
    const throttled = await amok(email).get('/openrosa/formList');
    expect(throttled.status).toBe(429);
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await office.signIn(email, 'yusuf-in-bama')).status).toBe(429);
    expect((await amok('amina@fieldsync.test').get('/openrosa/formList')).status).toBe(429);
    expect((await known.get('/openrosa/formList')).status).toBe(200);
  });

  it('is no longer known once the password is another', async () => {
    const email = 'ibrahim@fieldsync.test';
    const old = new CollectClient(office, 'ibrahim');
    expect((await old.get('/openrosa/formList')).status).toBe(200);
    await office.opened.book.setPassword(email, 'another and longer one');
    expect((await old.get('/openrosa/formList')).status).toBe(401);
    const now = new CollectClient(office, { authorization: basic(email, 'another and longer one') });
    expect((await now.get('/openrosa/formList')).status).toBe(200);
  });

  it('is not another site’s page that uses the password which a browser remembers', async () => {
    const { body, type } = multipart([formPart(filledForm())]);
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const reply = await amina.post(body, type, headers);
      expect([reply.status, await messageOf(reply)]).toEqual([403, 'This came from another site.']);
    }
    expect(await count('records')).toBe(0);
  });
});
