import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '@fieldsync/protocol';
import { createApp } from '../app.ts';
import { openServices } from '../open-services.ts';
import { SEED_ACCOUNTS } from '../seed/seed-accounts.ts';
import { testDatabases } from '../testing/test-databases.ts';
import type { TestOffice } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';
import { pino } from 'pino';

const [amina] = SEED_ACCOUNTS;
if (amina === undefined) throw new Error('no seed account');

describe.each(testDatabases())('guesses at passwords on $name', (on) => {
  const work = { hashed: 0, compared: 0 };
  const passwords = {
    hash: async (password: string) => {
      work.hashed += 1;
      return `hash of ${password}`;
    },
    verify: async ({ hash, password }: { hash: string; password: string }) => {
      work.compared += 1;
      return hash === `hash of ${password}`;
    },
  };
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(on, { passwords });
  });
  beforeEach(async () => {
    await office.database.queries.execute(sql`truncate attempts`);
    Object.assign(work, { hashed: 0, compared: 0 });
  });
  afterAll(() => office.close());

  it('cost one slow hash each, whether there is such an account or not, and none once they are too many', async () => {
    const cost = async (email: string): Promise<number> => {
      const before = work.hashed + work.compared;
      await office.signIn(email, 'a guess');
      return work.hashed + work.compared - before;
    };
    for (const email of [amina.email, 'nobody@fieldsync.test']) {
      const costs = [];
      for (let n = 0; n < 12; n += 1) costs.push(await cost(email));
      expect(costs).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    }
  });

  it('are counted when they come all at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => office.signIn(amina.email, `guess ${String(n)}`)),
    );
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(work.compared).toBe(10);
  });

  it('are counted for all processes together, and forgotten when the right one comes', async () => {
    const another = createApp(
      openServices({
        database: office.database,
        secret: 'a secret of a test, at least 32 long',
        log: pino({ level: 'silent' }),
        passwords,
      }).app,
    );
    const guess = async (app: typeof another, password: string): Promise<number> => {
      const reply = await app.request(paths.signIn, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: amina.email, password }),
      });
      return reply.status;
    };
    for (let n = 0; n < 5; n += 1)
      expect([await guess(office.app, 'no'), await guess(another, 'no')]).toEqual([401, 401]);
    expect([await guess(office.app, 'no'), await guess(another, amina.password)]).toEqual([429, 429]);
    await office.database.queries.execute(sql`truncate attempts`);
    for (let n = 0; n < 9; n += 1) await guess(another, 'no');
    expect(await guess(office.app, amina.password)).toBe(200);
    expect(await guess(another, 'no')).toBe(401);
  });
});
