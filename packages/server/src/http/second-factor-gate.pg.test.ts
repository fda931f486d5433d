import { DEFAULT_SETTINGS, paths, ROLES } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOn } from '../testing/authenticator.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { device, record } from '../testing/operations.ts';
import {
  act,
  data,
  give,
  MINUTE,
  passwordOf,
  refusal,
  require,
  SecondFactorOffice,
  standing,
} from '../testing/second-factor-office.ts';
import { exchangeBody } from '../testing/test-exchange.ts';
import { testDatabases } from '../testing/test-databases.ts';
import type { SeedName, TestOffice, TestPerson } from '../testing/test-office.ts';
import { ACCESS } from './access-table.ts';

const NAME_OF = { ASSESSOR: 'amina', RESPONDER: 'yusuf', COORDINATOR: 'ibrahim', ADMIN: 'admin' } as const;

describe.each(testDatabases())('an office that asks for codes on $name', (on) => {
  let world: SecondFactorOffice;
  let office: TestOffice;
  beforeAll(async () => {
    world = await SecondFactorOffice.open(on);
    office = world.office;
  });
  beforeEach(() => world.forget());
  afterAll(() => office.close());

  const people = new Map<string, TestPerson>();
  const secrets = new Map<string, string>();
  /** Sessions that have just given a code, and others of the same people that have not. */
  const fresh = new Map<string, TestPerson>();
  beforeEach(async () => {
    const admin = await office.as('admin');
    secrets.set('ADMIN', (await world.enrol(admin, 'admin')).secret);
    await require(admin);
    for (const role of ROLES) people.set(role, await office.as(NAME_OF[role]));
    fresh.set('ADMIN', admin);
  });
  const enrolCoordinator = async (): Promise<void> => {
    const ibrahim = await office.as('ibrahim');
    secrets.set('COORDINATOR', (await world.enrol(ibrahim, 'ibrahim')).secret);
    fresh.set('COORDINATOR', ibrahim);
  };
  const ask = (person: TestPerson | undefined, { method, path }: (typeof ACCESS)[number], query = '') => {
    const address = path.replaceAll(/:\w+/g, 'nobody') + query;
    const body = path === paths.settings ? DEFAULT_SETTINGS : {};
    if (person === undefined) throw new Error('nobody');
    return method === 'GET' ? person.get(address) : person.send(method, address, body);
  };
  const asking = ACCESS.filter(({ code }) => code === 'set' || code === 'always');

  it('looks at every route that asks', () => {
    expect(asking.length).toBeGreaterThan(20);
  });

  it.each(asking)('$method $path asks who may do it, and nobody else', async (access) => {
    for (const role of ROLES) {
      const reply = await ask(people.get(role), access);
      const mayEnter = access.who !== 'anyone' && access.who.includes(role);
      const why = !mayEnter
        ? 'FORBIDDEN'
        : role === 'ADMIN'
          ? 'SECOND_FACTOR_REQUIRED'
          : 'SECOND_FACTOR_ENROLMENT_NEEDED';
      expect([role, ...(await refusal(reply))]).toEqual([role, 403, why]);
    }
    await enrolCoordinator();
    for (const role of ['COORDINATOR', 'ADMIN'] as const) {
      if (access.who === 'anyone' || !access.who.includes(role)) continue;
      expect([role, ...(await refusal(await ask(people.get(role), access)))]).toEqual([
        role,
        403,
        'SECOND_FACTOR_REQUIRED',
      ]);
      const reply = await ask(fresh.get(role), access);
      await reply.body?.cancel();
      expect([role, reply.status].join()).toMatch(/,(200|404|422)$/);
    }
  });

  it.each(ACCESS.filter(({ code, by }) => code === undefined && by === undefined))(
    '$method $path asks nobody',
    async (access) => {
      for (const role of ROLES) {
        if (access.who !== 'anyone' && !access.who.includes(role)) continue;
        const reply = await ask(people.get(role), access);
        if (reply.status === 403) throw new Error(`${role} ${String(await refusal(reply))}`);
        await reply.body?.cancel();
      }
    },
  );

  it.each(ACCESS.filter(({ code }) => code === 'device'))(
    '$method $path asks the office for another’s phone, and nobody for their own',
    async (access) => {
      const amina = people.get('ASSESSOR');
      const number = 70 + ACCESS.indexOf(access);
      await amina?.send(
        'POST',
        paths.exchange,
        exchangeBody({ device: device(number), heartbeat: exampleHeartbeat }),
      );
      const query = `?deviceId=${device(number)}`;
      expect((await ask(amina, access, query)).status).toBe(200);
      expect((await ask(amina, access)).status).toBe(200);
      expect(await refusal(await ask(people.get('ADMIN'), access, query))).toEqual([
        403,
        'SECOND_FACTOR_REQUIRED',
      ]);
      expect((await ask(fresh.get('ADMIN'), access, query)).status).toBe(200);
      // None of theirs was ever heard of: not stopped, but not found.
      expect((await ask(people.get('ADMIN'), access)).status).toBe(404);
    },
  );

  it('[S5] what is captured comes in from everybody, whatever code they owe', async () => {
    for (const [index, role] of ROLES.entries()) {
      const reply = await people
        .get(role)
        ?.send('POST', paths.exchange, exchangeBody({ device: device(90 + index) }));
      expect([role, reply?.status]).toEqual([role, 200]);
    }
  });

  it('a code makes one session fresh, for as long as is set, and no longer than the session', async () => {
    await enrolCoordinator();
    const [here, there] = [people.get('COORDINATOR'), await office.as('ibrahim')];
    if (here === undefined) throw new Error('nobody');
    const secret = secrets.get('COORDINATOR') ?? '';
    world.later(MINUTE);
    expect((await give(here, codeOn(secret, world.now))).status).toBe(200);
    world.later(15 * MINUTE - 1);
    expect((await act(here)).status).toBe(200);
    expect(await refusal(await act(there))).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    world.later(1);
    expect(await refusal(await act(here))).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    expect((await give(here, codeOn(secret, world.now))).status).toBe(200);
    await here.send('POST', paths.signOut, {});
    const again = await office.as('ibrahim');
    expect(await refusal(await act(again))).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
  });

  it('a code that was given before the clock was put back by an hour does not count for that hour', async () => {
    await enrolCoordinator();
    world.later(-60 * MINUTE);
    const ibrahim = fresh.get('COORDINATOR');
    if (ibrahim === undefined) throw new Error('nobody');
    expect(await refusal(await act(ibrahim))).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
  });

  it('of two servers each knows at once what the other was given, and a code counts at one of them', async () => {
    await enrolCoordinator();
    const other = world.another();
    const elsewhere = (person: TestPerson, path: string, body: unknown): Promise<Response> =>
      Promise.resolve(
        other.request(path, {
          method: 'POST',
          headers: { cookie: person.cookie, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
    const ibrahim = people.get('COORDINATOR');
    if (ibrahim === undefined) throw new Error('nobody');
    const order = { recordIds: [record(1)], score: 90, justification: 'why' };
    expect((await elsewhere(ibrahim, paths.override, order)).status).toBe(403);
    const secret = secrets.get('COORDINATOR') ?? '';
    for (let round = 0; round < 4; round += 1) {
      world.later(MINUTE);
      const body = { code: codeOn(secret, world.now) };
      const replies = await Promise.all(
        [0, 1, 2, 3].map((n) =>
          n % 2 === 0 ? ibrahim.send('POST', paths.giveCode, body) : elsewhere(ibrahim, paths.giveCode, body),
        ),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    }
    expect((await elsewhere(ibrahim, paths.override, order)).status).toBe(200);
    expect((await act(ibrahim)).status).toBe(200);
  });

  it('a recovery code that is given twice at once counts once', async () => {
    const ibrahim = await office.as('ibrahim');
    const { recoveryCodes } = await world.enrol(ibrahim, 'ibrahim');
    const replies = await Promise.all([0, 1, 2].map(() => give(ibrahim, recoveryCodes[3] ?? '')));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect(await standing(ibrahim)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('a damaged setting does not open what it had closed', async () => {
    await office.database.queries.execute(
      sql`update settings set value = '{"required": 1}' where key = 'second-factor'`,
    );
    const ibrahim = people.get('COORDINATOR');
    if (ibrahim === undefined) throw new Error('nobody');
    expect(await refusal(await act(ibrahim))).toEqual([403, 'SECOND_FACTOR_ENROLMENT_NEEDED']);
  });

  it('who removes theirs owes a new one; with it goes what was given for it', async () => {
    await enrolCoordinator();
    const ibrahim = fresh.get('COORDINATOR');
    if (ibrahim === undefined) throw new Error('nobody');
    const remove = (code: string) => ibrahim.send('POST', paths.removeSecondFactor, { code });
    expect(await refusal(await remove('123456'))).toEqual([422, 'VALIDATION', 'wrong']);
    expect((await act(ibrahim)).status).toBe(200);
    world.later(MINUTE);
    expect(await data(await remove(codeOn(secrets.get('COORDINATOR') ?? '', world.now)))).toMatchObject({
      since: null,
      freshUntil: null,
    });
    expect(await refusal(await act(ibrahim))).toEqual([403, 'SECOND_FACTOR_ENROLMENT_NEEDED']);
    await world.enrol(ibrahim, 'ibrahim');
    expect((await act(ibrahim)).status).toBe(200);
  });

  it('[X5] an administrator takes it from who has lost it, not from themselves, and who has none is not found', async () => {
    await enrolCoordinator();
    const admin = fresh.get('ADMIN');
    const ibrahim = fresh.get('COORDINATOR');
    if (admin === undefined || ibrahim === undefined) throw new Error('nobody');
    const listed = (await data(await admin.get(paths.accounts)))['items'] as {
      id: string;
      email: string;
      secondFactor: boolean;
    }[];
    const idOf = (name: SeedName) => listed.find(({ email }) => email.startsWith(`${name}@`))?.id ?? '';
    expect(
      listed
        .filter(({ secondFactor }) => secondFactor)
        .map(({ email }) => email.split('@')[0])
        .sort(),
    ).toEqual(['admin', 'ibrahim']);
    const reset = (id: string) => admin.send('DELETE', `${paths.accounts}/${id}/second-factor`);
    for (let n = 0; n < 10; n += 1) await give(ibrahim, 'a guess');
    expect(await refusal(await give(ibrahim, 'a guess'))).toEqual([429, 'BUSY']);
    expect(await refusal(await reset(idOf('admin')))).toEqual([422, 'VALIDATION']);
    expect(await refusal(await reset(idOf('amina')))).toEqual([404, 'NOT_FOUND']);
    expect((await reset(idOf('ibrahim'))).status).toBe(200);
    expect((await world.audited()).at(-1)).toBe('second-factor:reset {}');
    expect(await refusal(await act(ibrahim))).toEqual([403, 'SECOND_FACTOR_ENROLMENT_NEEDED']);
    // What was guessed at the old one does not keep them from a new one.
    await world.enrol(ibrahim, 'ibrahim');
  });

  it('under another secret of the server nothing opens: its owner sets up another one with their password', async () => {
    const moved = world.another('another secret of a test, also 32 long');
    const signedIn = await moved.request(paths.signIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@fieldsync.test', password: passwordOf('admin') }),
    });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const send = (path: string, body: unknown, method = 'POST') =>
      Promise.resolve(
        moved.request(path, {
          method,
          headers: { cookie, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
    const limit = () => send(paths.alertLimit, { minutes: 60 }, 'PUT');
    expect(await refusal(await limit())).toEqual([403, 'SECOND_FACTOR_ENROLMENT_NEEDED']);
    expect(
      await refusal(await send(paths.giveCode, { code: codeOn(secrets.get('ADMIN') ?? '', world.now) })),
    ).toEqual([422, 'VALIDATION', 'none']);
    const { secret } = await data(await send(paths.secondFactor, { password: passwordOf('admin') }));
    await data(await send(paths.confirmSecondFactor, { code: codeOn(String(secret), world.now) }));
    expect((await limit()).status).toBe(200);
  });
});
