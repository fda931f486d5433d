import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOn } from '../testing/authenticator.ts';
import {
  begin,
  data,
  give,
  MINUTE,
  refusal,
  require,
  SecondFactorOffice,
  standing,
} from '../testing/second-factor-office.ts';
import { testDatabases } from '../testing/test-databases.ts';
import type { TestOffice } from '../testing/test-office.ts';

describe.each(testDatabases())('the second factor on $name', (on) => {
  let world: SecondFactorOffice;
  let office: TestOffice;
  beforeAll(async () => {
    world = await SecondFactorOffice.open(on);
    office = world.office;
  });
  beforeEach(() => world.forget());
  afterAll(() => office.close());

  it('[X5] is set up with the password and a first code, and gives codes that count once, each noted', async () => {
    const ibrahim = await office.as('ibrahim');
    const before = (await world.audited()).length;
    expect(await standing(ibrahim)).toEqual({
      required: false,
      minutes: 15,
      since: null,
      recoveryCodesLeft: 0,
      freshUntil: null,
    });
    expect(await refusal(await ibrahim.send('POST', paths.secondFactor, { password: 'a guess' }))).toEqual([
      422,
      'VALIDATION',
    ]);
    expect(await refusal(await give(ibrahim, '123456'))).toEqual([422, 'VALIDATION', 'none']);

    const begun = await data(await begin(ibrahim, 'ibrahim'));
    expect(begun['uri']).toBe(
      `otpauth://totp/Fieldsync:ibrahim%40fieldsync.test?secret=${String(begun['secret'])}&issuer=Fieldsync&algorithm=SHA1&digits=6&period=30`,
    );
    // Nothing counts yet: neither the one that was begun, nor the one before it once it is begun again.
    expect((await standing(ibrahim))['since']).toBeNull();
    expect(await refusal(await give(ibrahim, codeOn(String(begun['secret']), world.now)))).toEqual([
      422,
      'VALIDATION',
      'none',
    ]);
    const { secret, recoveryCodes } = await world.enrol(ibrahim, 'ibrahim');
    expect(secret).not.toBe(begun['secret']);
    expect(recoveryCodes).toHaveLength(10);
    expect(await standing(ibrahim)).toMatchObject({
      since: new Date(world.now).toISOString(),
      recoveryCodesLeft: 10,
      freshUntil: new Date(world.now + 15 * MINUTE).toISOString(),
    });
    // The code that confirmed it is used up.
    expect(await refusal(await give(ibrahim, codeOn(secret, world.now)))).toEqual([
      422,
      'VALIDATION',
      'used',
    ]);
    world.later(MINUTE);
    const next = codeOn(secret, world.now);
    expect((await give(ibrahim, `${next.slice(0, 3)} ${next.slice(3)}`)).status).toBe(200);
    expect(await refusal(await give(ibrahim, next))).toEqual([422, 'VALIDATION', 'used']);
    expect(await refusal(await begin(ibrahim, 'ibrahim'))).toEqual([409, 'ALREADY_EXISTS']);

    const [first = ''] = recoveryCodes;
    expect(await data(await give(ibrahim, first.toLowerCase()))).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await refusal(await give(ibrahim, first))).toEqual([422, 'VALIDATION', 'wrong']);

    expect((await world.audited()).slice(before)).toEqual([
      'second-factor:begin {}',
      'second-factor:refused {"why": "none"}',
      'second-factor:begin {}',
      'second-factor:confirm {"by": "code", "recoveryCodesLeft": 10}',
      'second-factor:refused {"why": "used"}',
      'second-factor:code {"by": "code", "recoveryCodesLeft": 10}',
      'second-factor:refused {"why": "used"}',
      'second-factor:code {"by": "recovery-code", "recoveryCodesLeft": 9}',
      'second-factor:refused {"why": "wrong"}',
    ]);
  });

  it('[X1] what makes codes is nowhere in the database as it is, nor are recovery codes', async () => {
    const { secret, recoveryCodes } = await world.enrol(await office.as('ibrahim'), 'ibrahim');
    const { rows } = await office.database.queries.execute<{ text: string }>(
      sql`select (select string_agg(f::text, ' ') from second_factors f) || (select string_agg(a::text, ' ') from audit_log a) as text`,
    );
    const [{ text } = { text: '' }] = rows;
    expect(text).toContain('second-factor:confirm');
    for (const told of [secret, ...recoveryCodes, ...recoveryCodes.map((each) => each.replaceAll('-', ''))])
      expect(text).not.toContain(told);
  });

  it('nobody is locked out by turning it on: that takes a code, and so does turning it off', async () => {
    const admin = await office.as('admin');
    expect(await refusal(await require(admin))).toEqual([403, 'SECOND_FACTOR_ENROLMENT_NEEDED']);
    expect(await data(await admin.get(paths.secondFactorSetting))).toEqual({ required: false, minutes: 15 });
    const { secret } = await world.enrol(admin, 'admin');
    world.later(16 * MINUTE);
    expect(await refusal(await require(admin))).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    expect((await give(admin, codeOn(secret, world.now))).status).toBe(200);
    expect((await require(admin)).status).toBe(200);
    expect((await admin.send('PUT', paths.alertLimit, { minutes: 60 })).status).toBe(200);
    world.later(16 * MINUTE);
    expect(await refusal(await require(admin, false))).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    expect((await give(admin, codeOn(secret, world.now))).status).toBe(200);
    expect((await require(admin, false)).status).toBe(200);
    expect((await world.audited()).filter((line) => line.startsWith('second-factor:set')).slice(-2)).toEqual([
      'second-factor:set {"after": {"minutes": 15, "required": true}, "before": {"minutes": 15, "required": false}}',
      'second-factor:set {"after": {"minutes": 15, "required": false}, "before": {"minutes": 15, "required": true}}',
    ]);
  });

  describe('guesses', () => {
    it('are counted for all processes together, also all at once, and forgotten with a right one', async () => {
      const ibrahim = await office.as('ibrahim');
      const { secret } = await world.enrol(ibrahim, 'ibrahim');
      const other = world.another();
      const guess = (n: number): Promise<Response> =>
        n % 2 === 0
          ? give(ibrahim, '000000')
          : Promise.resolve(
              other.request(paths.giveCode, {
                method: 'POST',
                headers: { cookie: ibrahim.cookie, 'content-type': 'application/json' },
                body: JSON.stringify({ code: '000000' }),
              }),
            );
      for (let n = 0; n < 9; n += 1) expect((await guess(n)).status).toBe(422);
      world.later(MINUTE);
      expect((await give(ibrahim, codeOn(secret, world.now))).status).toBe(200);
      const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => guess(n)));
      expect(replies.filter(({ status }) => status === 422)).toHaveLength(10);
      expect(replies.filter(({ status }) => status === 429)).toHaveLength(10);
      // Not even the right one is looked at.
      world.later(MINUTE);
      const refused = await give(ibrahim, codeOn(secret, world.now));
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(13 * 60);
    });

    it('are thirty in a day, however patient who guesses is', async () => {
      const ibrahim = await office.as('ibrahim');
      await world.enrol(ibrahim, 'ibrahim');
      let looked = 0;
      for (let quarter = 0; quarter < 5; quarter += 1) {
        for (let n = 0; n < 10; n += 1) if ((await give(ibrahim, '000000')).status === 422) looked += 1;
        world.later(16 * MINUTE);
      }
      expect(looked).toBe(30);
      world.later(24 * 60 * MINUTE);
      expect((await give(ibrahim, '000000')).status).toBe(422);
    });

    it('at the password, to set one up, are counted with those of who changes it', async () => {
      const ibrahim = await office.as('ibrahim');
      const guess = () => ibrahim.send('POST', paths.secondFactor, { password: 'a guess' });
      for (let n = 0; n < 10; n += 1) expect((await guess()).status).toBe(422);
      expect((await guess()).status).toBe(429);
      expect((await begin(ibrahim, 'ibrahim')).status).toBe(429);
    });
  });

  it('goes with its person when they are erased', async () => {
    const admin = await office.as('admin');
    const { id } = await data(
      await admin.send('POST', paths.accounts, {
        name: 'Falmata Ali',
        email: 'falmata@e.org',
        role: 'COORDINATOR',
      }),
    );
    await office.database.queries.execute(
      sql`insert into second_factors (user_id, secret, confirmed_at, recovery) values (${String(id)}, 'sealed', now(), '[]')`,
    );
    const erased = await admin.send('POST', `${paths.people}/${String(id)}/erase`, {
      records: 'anonymise',
      reason: 'asked for it',
      confirm: 'falmata@e.org',
    });
    expect(erased.status).toBe(200);
    const { rows } = await office.database.queries.execute(sql`select * from second_factors`);
    expect(rows).toEqual([]);
  });
});
