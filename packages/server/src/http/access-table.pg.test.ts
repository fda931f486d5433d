import type { Role } from '@fieldsync/protocol';
import { connectivityTestSchema, DEFAULT_SETTINGS, PROTOCOL_VERSION, ROLES } from '@fieldsync/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { device } from '../testing/operations.ts';
import { exchangeBody } from '../testing/test-exchange.ts';
import { basicOf } from '../testing/openrosa/collect-client.ts';
import { testDatabases } from '../testing/test-databases.ts';
import type { SeedName, TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';
import { ACCESS, accessTo } from './access-table.ts';

const NAME_OF = { ASSESSOR: 'amina', RESPONDER: 'yusuf', COORDINATOR: 'ibrahim', ADMIN: 'admin' } as const;
const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

const EVERYONE = 'ASSESSOR RESPONDER COORDINATOR ADMIN';
const OFFICE = 'COORDINATOR ADMIN';

/** Who may call what, and what asks for a code, once more and by hand: the table of the code is checked against it, not against itself. */
const EXPECTED: readonly (readonly [route: string, who: string, code?: 'set' | 'device' | 'always'])[] = [
  ['GET /api/v1/sync/connectivity-test', 'anyone'],
  ['POST /api/auth/sign-in/email', 'anyone'],
  ['POST /api/auth/sign-out', 'anyone'],
  ['POST /api/auth/change-password', EVERYONE],
  ['GET /api/v1/session', EVERYONE],
  ['POST /api/v1/sync', EVERYONE],
  ['GET /api/v1/sync/events', EVERYONE],
  ['GET /api/v1/sync/background/status', EVERYONE],
  ['GET /api/v1/sync/background/metrics', EVERYONE],
  ['GET /api/v1/sync/background/settings', EVERYONE],
  ['PUT /api/v1/sync/background/settings', EVERYONE, 'device'],
  ['POST /api/v1/sync/background/start', EVERYONE, 'device'],
  ['POST /api/v1/sync/background/pause', EVERYONE, 'device'],
  ['POST /api/v1/sync/background/resume', EVERYONE, 'device'],
  ['GET /api/v1/records', EVERYONE],
  ['GET /api/v1/records/export', OFFICE, 'set'],
  ['GET /api/v1/records/:id', EVERYONE],
  ['GET /api/v1/sync/priority/rules', OFFICE],
  ['POST /api/v1/sync/priority/rules', OFFICE, 'set'],
  ['POST /api/v1/sync/priority/rules/test', OFFICE],
  ['PUT /api/v1/sync/priority/rules/:id', OFFICE, 'set'],
  ['DELETE /api/v1/sync/priority/rules/:id', OFFICE, 'set'],
  ['POST /api/v1/sync/priority/override', OFFICE, 'set'],
  ['GET /api/v1/sync/priority/queue', OFFICE],
  ['GET /api/v1/sync/priority/recalculate', OFFICE],
  ['PUT /api/v1/sync/priority/recalculate', OFFICE],
  ['GET /api/v1/sync/conflicts', OFFICE],
  ['GET /api/v1/sync/conflicts/audit/:entityId', OFFICE],
  ['GET /api/v1/sync/conflicts/:id', OFFICE],
  ['POST /api/v1/sync/conflicts/resolve', OFFICE],
  ['PUT /api/v1/sync/conflicts/:id/override', OFFICE, 'set'],
  ['GET /api/v1/devices', OFFICE],
  ['GET /api/v1/admin/accounts', OFFICE],
  ['POST /api/v1/admin/accounts', 'ADMIN', 'set'],
  ['PUT /api/v1/admin/accounts/:id/areas', OFFICE, 'set'],
  ['POST /api/v1/admin/accounts/:id/password', 'ADMIN', 'set'],
  ['PUT /api/v1/admin/accounts/:id/active', 'ADMIN', 'set'],
  ['DELETE /api/v1/admin/accounts/:id/sessions', 'ADMIN', 'set'],
  ['DELETE /api/v1/admin/accounts/:id/second-factor', 'ADMIN', 'set'],
  ['GET /api/v1/account', EVERYONE],
  ['DELETE /api/v1/account/sessions', EVERYONE],
  ['DELETE /api/v1/account/sessions/:id', EVERYONE],
  ['GET /api/v1/account/second-factor', OFFICE],
  ['POST /api/v1/account/second-factor', OFFICE],
  ['POST /api/v1/account/second-factor/confirm', OFFICE],
  ['POST /api/v1/account/second-factor/code', OFFICE],
  ['POST /api/v1/account/second-factor/remove', OFFICE],
  ['GET /api/v1/admin/second-factor', 'ADMIN'],
  ['PUT /api/v1/admin/second-factor', 'ADMIN', 'always'],
  ['GET /api/v1/account/export', EVERYONE],
  ['GET /api/v1/account/consents', EVERYONE],
  ['POST /api/v1/account/consents', EVERYONE],
  ['GET /api/v1/admin/people', 'ADMIN'],
  ['GET /api/v1/admin/people/:id/export', 'ADMIN', 'set'],
  ['POST /api/v1/admin/people/:id/erase', 'ADMIN', 'set'],
  ['GET /api/v1/admin/erasures', 'ADMIN'],
  ['GET /api/v1/admin/retention', 'ADMIN'],
  ['PUT /api/v1/admin/retention', 'ADMIN', 'set'],
  ['POST /api/v1/devices/commands', OFFICE, 'set'],
  ['GET /api/v1/devices/alerts', OFFICE],
  ['PUT /api/v1/devices/alerts/limit', OFFICE, 'set'],
  ['GET /api/v1/admin/jobs', 'ADMIN'],
  ['POST /api/v1/admin/jobs/retry', 'ADMIN', 'set'],
  ['POST /api/v1/admin/jobs/:id/retry', 'ADMIN', 'set'],
  ['GET /api/v1/admin/webhooks', 'ADMIN'],
  ['POST /api/v1/admin/webhooks', 'ADMIN', 'set'],
  ['PUT /api/v1/admin/webhooks/:id', 'ADMIN', 'set'],
  ['DELETE /api/v1/admin/webhooks/:id', 'ADMIN', 'set'],
  ['POST /api/v1/admin/webhooks/:id/test', 'ADMIN', 'set'],
  ['GET /api/v1/openapi.json', 'anyone'],
  ['GET /api/docs', 'anyone'],
  ['GET /openrosa/formList', EVERYONE],
  ['GET /openrosa/forms/:file', EVERYONE],
  ['GET /openrosa/submission', EVERYONE],
  ['POST /openrosa/submission', EVERYONE],
  ['GET /healthz', 'anyone'],
  ['GET /readyz', 'anyone'],
  ['GET /metrics', 'anyone'],
];

/** Each role has its own device: another account's would be refused for that. */
const bodyOf = (route: string, role: Role): unknown => {
  if (route === 'POST /api/v1/sync') return exchangeBody({ device: device(1 + ROLES.indexOf(role)) });
  return route === 'PUT /api/v1/sync/background/settings' ? DEFAULT_SETTINGS : {};
};

describe('who may call what', () => {
  let office: TestOffice;
  const people = new Map<SeedName, TestPerson>();
  beforeAll(async () => {
    office = await openTestOffice(database);
    for (const name of Object.values(NAME_OF)) people.set(name, await office.as(name));
  });
  afterAll(() => office.close());

  const call = async (
    route: string,
    person: TestPerson,
    role: Role = 'ADMIN',
    /** For what no cookie opens. */
    password?: string,
  ): Promise<number> => {
    const [method = '', path = ''] = route.split(' ');
    const isForm = path.startsWith('/openrosa');
    const reply = await office.request(path, {
      method,
      headers: {
        cookie: person.cookie,
        'content-type': isForm ? 'text/xml' : 'application/json',
        ...(password === undefined ? {} : { authorization: password }),
      },
      ...(method === 'GET' ? {} : { body: isForm ? '<data/>' : JSON.stringify(bodyOf(route, role)) }),
    });
    await reply.body?.cancel();
    return reply.status;
  };

  it('lists every route, and every listed route is mounted', () => {
    const mounted = office.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`);
    const listed = ACCESS.map(({ method, path }) => `${method} ${path}`);
    expect(listed).toEqual(EXPECTED.map(([route]) => route));
    expect(ACCESS.map(({ code }) => code)).toEqual(EXPECTED.map(([, , code]) => code));
    expect([...new Set(mounted)].sort()).toEqual([...listed].sort());
  });

  it('mounts nothing that is not listed', () => {
    expect(() => accessTo('GET', '/api/v1/anything')).toThrow(RangeError);
  });

  describe.each(EXPECTED.map(([route, who, code]) => ({ route, who, code })))(
    '$route',
    ({ route, who, code }) => {
      it(`lets ${who} in, and nobody else`, async () => {
        for (const role of ROLES) {
          // Whoever signs out is out for the routes below.
          const person =
            route === 'POST /api/auth/sign-out' ? await office.as(NAME_OF[role]) : people.get(NAME_OF[role]);
          if (person === undefined) throw new Error(role);
          const password = route.includes(' /openrosa') ? basicOf(NAME_OF[role]) : undefined;
          const status = await call(route, person, role, password);
          const mayEnter = who === 'anyone' || who.split(' ').includes(role);
          // Nobody has given a code here; what comes with one is in second-factor.pg.test.ts.
          if (mayEnter && code === 'always') expect([role, status]).toEqual([role, 403]);
          else if (mayEnter) expect([200, 204, 404, 422]).toContain(status);
          else expect([role, status]).toEqual([role, 403]);
        }
      });

      it(who === 'anyone' ? 'needs no session' : 'answers 401 without a session', async () => {
        const status = await call(route, office.person(''));
        if (who === 'anyone') expect(status).not.toBe(401);
        else expect(status).toBe(401);
        if (route.includes(' /openrosa'))
          expect(await call(route, people.get('amina') ?? office.person(''))).toBe(401);
        const forged = office.person('fieldsync.session_token=forged.signature');
        if (who !== 'anyone') expect(await call(route, forged)).toBe(401);
      });
    },
  );

  it('refuses what another site sends with our cookie, before anything looks at it', async () => {
    const amina = people.get('amina');
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const reply = await amina?.send('POST', '/api/v1/sync', exchangeBody(), headers);
      expect(reply?.status).toBe(403);
    }
    const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    expect((await amina?.send('POST', '/api/v1/sync/background/pause', {}, own))?.status).not.toBe(403);
  });

  it('answers an unknown address with an envelope, marked as ours', async () => {
    const reply = await office.request('/api/v1/nothing');
    expect(reply.status).toBe(404);
    expect(reply.headers.get('x-fieldsync')).toBe(String(PROTOCOL_VERSION));
    expect(await envelope(reply)).toMatchObject({ success: false, error: { code: 'NOT_FOUND' } });
  });

  it('tests the connection with no session: tiny, never cached, and not to be mistaken for a portal', async () => {
    const reply = await office.request('/api/v1/sync/connectivity-test');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('x-fieldsync')).toBe(String(PROTOCOL_VERSION));
    const text = await reply.text();
    expect(text.length).toBeLessThan(100);
    expect(connectivityTestSchema.safeParse((JSON.parse(text) as { data: unknown }).data).success).toBe(true);
  });
});
