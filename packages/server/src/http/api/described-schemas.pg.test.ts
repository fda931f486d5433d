import {
  begunSecondFactorSchema,
  DEFAULT_SETTINGS,
  heartbeatSchema,
  operationSchema,
  paths,
} from '@fieldsync/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { SEED_ACCOUNTS } from '../../seed/seed-accounts.ts';
import { codeOn } from '../../testing/authenticator.ts';
import { exampleHeartbeat } from '../../testing/example-heartbeat.ts';
import { device, record } from '../../testing/operations.ts';
import { exchangeBody } from '../../testing/test-exchange.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { TestOffice, TestPerson } from '../../testing/test-office.ts';
import { envelope, openTestOffice } from '../../testing/test-office.ts';
import { ACCESS } from '../access-table.ts';
import { descriptionOf } from './descriptions.ts';

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

const EXCHANGE = `POST ${paths.exchange}`;
// Other people's apps speak another language: what they send is checked by the forms.
const cases = ACCESS.filter(({ by }) => by !== 'basic').flatMap(({ method, path }) => {
  const { params = {}, query, body } = descriptionOf(method, path);
  const route = `${method} ${path}`;
  const schemas: readonly (readonly [string, z.ZodType])[] = [
    ...Object.entries(params).map(([name, { schema }]) => [name, schema] as const),
    ...(query === undefined ? [] : [['query', query] as const]),
    // Each operation and the report are read by themselves, so that one which cannot be read does not spoil the others.
    ...(route === EXCHANGE
      ? [['operations', operationSchema] as const, ['heartbeat', heartbeatSchema] as const]
      : body === undefined
        ? []
        : [['body', body] as const]),
  ];
  return schemas.map(([part, schema]) => [`${route}: ${part}`, { method, path, part, schema }] as const);
});

/** A body that is read as far as the part that is looked for. */
const bodyOf = (route: string, part: string): unknown => {
  if (route === EXCHANGE)
    return exchangeBody({ device: device(9), operations: [{}], heartbeat: exampleHeartbeat });
  if (part === 'body') return { not: 'described' };
  if (route.includes('/settings')) return DEFAULT_SETTINGS;
  // Looked at only where the path is: the handler reads the body first.
  const [method = '', path = ''] = route.split(' ');
  return descriptionOf(method as 'PUT', path).examples?.body ?? {};
};

describe('[X3] what the document shows is what a request is checked with', () => {
  let office: TestOffice;
  let admin: TestPerson;
  beforeAll(async () => {
    office = await openTestOffice(database);
    admin = await office.as('admin');
    // One route is behind a code in any case.
    const password = SEED_ACCOUNTS.find(({ role }) => role === 'ADMIN')?.password;
    const begun = await envelope(await admin.send('POST', paths.secondFactor, { password }));
    const { secret } = begunSecondFactorSchema.parse(begun.success ? begun.data : undefined);
    const confirmed = await admin.send('POST', paths.confirmSecondFactor, {
      code: codeOn(secret, Date.now()),
    });
    expect(confirmed.status).toBe(200);
  });
  afterEach(() => void vi.restoreAllMocks());
  afterAll(() => office.close());

  it('looks at every part of every route', () => {
    expect(cases.length).toBeGreaterThan(25);
  });

  it.each(cases)('%s', async (_, { method, path, part, schema }) => {
    const asked = vi.spyOn(schema._zod, 'run');
    // What its query must have, so that the path is looked at, too.
    const search = method === 'DELETE' && part !== 'query' ? '?revision=1' : '';
    const address = path.replaceAll(/:\w+/g, record(1)) + search;
    const body = bodyOf(`${method} ${path}`, part);
    const reply = method === 'GET' ? await admin.get(address) : await admin.send(method, address, body);
    await reply.body?.cancel();
    expect(asked).toHaveBeenCalled();
  });
});
