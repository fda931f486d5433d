import type { ConflictDetail, ConflictPage } from '@fieldsync/protocol';
import {
  conflictAuditSchema,
  conflictDetailSchema,
  conflictPageSchema,
  envelopeSchema,
  paths,
} from '@fieldsync/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { create, device, healthData, record, testId, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const CONFLICT = testId('operation', 9);
const WHY = 'counted again on site';

describe.each(testDatabases())('conflicts on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  let admin: TestPerson;
  beforeAll(async () => {
    office = await openTestOffice(on);
    [amina, yusuf, ibrahim, admin] = (await Promise.all(
      (['amina', 'yusuf', 'ibrahim', 'admin'] as const).map((name) => office.as(name)),
    )) as [TestPerson, TestPerson, TestPerson, TestPerson];
  });
  afterEach(() => office.forgetRecords());
  afterAll(() => office.close());

  /** Two phones of Amina's change one answer: the second is in conflict. */
  const meet = async (n = 1, operation = 9, data = healthData()): Promise<void> => {
    await exchangeAs(amina, { operations: [create(100 + n, n, data)] });
    await exchangeAs(amina, { operations: [update(200 + n, n, 1, { numberHealthFacilities: 5 })] });
    await exchangeAs(amina, {
      device: device(3),
      operations: [update(operation, n, 1, { numberHealthFacilities: 8 })],
    });
  };
  const list = async (query = ''): Promise<ConflictPage & { total: unknown }> => {
    const body = envelopeSchema(conflictPageSchema).parse(
      await (await ibrahim.get(`${paths.conflicts}${query}`)).json(),
    );
    if (!body.success) throw new Error(body.error.message);
    return { ...body.data, total: body.meta?.['total'] };
  };
  const detail = async (id = CONFLICT): Promise<ConflictDetail> => {
    const body = envelopeSchema(conflictDetailSchema).parse(
      await (await ibrahim.get(`${paths.conflicts}/${id}`)).json(),
    );
    if (!body.success) throw new Error(body.error.message);
    return body.data;
  };
  const resolve = (parts: Record<string, unknown> = {}, person = ibrahim): Promise<Response> =>
    person.send('POST', paths.resolveConflict, {
      conflictId: CONFLICT,
      version: 2,
      strategy: 'LOCAL_WINS',
      justification: WHY,
      ...parts,
    });

  it('shows both sides, with who changed what and when', async () => {
    await meet();
    expect(await detail()).toMatchObject({
      status: 'OPEN',
      kind: 'fields',
      base: 1,
      from: { name: 'Amina Bukar' },
      record: { id: record(1), version: 2, deleted: false },
      sides: [{ field: 'numberHealthFacilities', mine: 8, theirs: 5, now: 5 }],
      office: { by: { name: 'Amina Bukar' } },
      history: [
        { act: 'created', version: 1 },
        { act: 'changed', version: 2 },
        { act: 'conflict', version: 2 },
      ],
      resolution: null,
    });
  });

  it('[K2] is decided once, with who, when and why, and every phone gets the record', async () => {
    await meet();
    const { reply: before } = await exchangeAs(amina);
    const decided = await resolve();
    expect(decided.status).toBe(200);
    expect(conflictDetailSchema.parse(((await envelope(decided)) as { data: unknown }).data)).toMatchObject({
      status: 'RESOLVED',
      resolution: {
        strategy: 'LOCAL_WINS',
        justification: WHY,
        by: { name: 'Ibrahim Mustapha' },
        version: 3,
      },
      sides: [{ mine: 8, theirs: 5, now: 8 }],
    });
    const told = { operation: CONFLICT, strategy: 'LOCAL_WINS', by: 'Ibrahim Mustapha', justification: WHY };
    const { reply: mine } = await exchangeAs(amina, { device: device(3), cursor: before.cursor });
    expect(mine.changes).toMatchObject([
      { version: 3, data: { numberHealthFacilities: 8 }, settled: [told] },
    ]);
    const { reply: other } = await exchangeAs(amina, { cursor: before.cursor });
    expect(other.changes).toMatchObject([{ version: 3, data: { numberHealthFacilities: 8 } }]);
    expect(other.changes?.[0]?.settled).toBeUndefined();
    const { verdicts } = await exchangeAs(amina, {
      device: device(3),
      operations: [update(10, 1, 3, { additionalDetails: 'on top' })],
    });
    expect(verdicts).toEqual([{ status: 'applied', version: 4 }]);
  });

  it('[K2] a verdict that was lost comes again, with the decision beside it', async () => {
    await meet();
    await resolve();
    const { verdicts, reply } = await exchangeAs(amina, {
      device: device(3),
      operations: [
        update(9, 1, 1, { numberHealthFacilities: 8 }),
        update(10, 1, 1, { numberHealthFacilities: 8 }),
      ],
    });
    expect(verdicts).toMatchObject([
      { status: 'duplicate', original: { status: 'conflict' } },
      { status: 'applied' },
    ]);
    expect(reply.changes).toMatchObject([{ id: record(1), settled: [{ operation: CONFLICT }] }]);
  });

  it('[K2] of two who decide at once one is told, and what is shown is what was decided', async () => {
    await meet();
    const answers = await Promise.all([
      resolve({ strategy: 'LOCAL_WINS' }),
      resolve({ strategy: 'SERVER_WINS' }, admin),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost === undefined ? undefined : await envelope(lost)).toMatchObject({
      error: { code: 'CONFLICT', field: 'conflictId' },
    });
    const { resolution, record: after, sides } = await detail();
    expect(after.version).toBe(3);
    expect(sides[0]?.now).toBe(resolution?.strategy === 'LOCAL_WINS' ? 8 : 5);
  });

  it.each([
    ['without a reason', { justification: '  ' }, 422, 'justification'],
    ['with a strategy of no meaning', { strategy: 'COIN' }, 422, 'strategy'],
    ['of a version that is past', { version: 1 }, 409, 'version'],
    [
      'with an answer that does not fit',
      { strategy: 'MANUAL', values: { numberHealthFacilities: -1 } },
      422,
      'numberHealthFacilities',
    ],
    [
      'with a prototype for a field',
      { strategy: 'MANUAL', values: { constructor: 1 } },
      422,
      'values.constructor',
    ],
    ['with half of the choices', { strategy: 'MERGE', choices: {} }, 422, 'choices.numberHealthFacilities'],
    ['of nothing', { conflictId: testId('operation', 77) }, 404, undefined],
  ])('[X3] refuses a decision %s, and nothing is written', async (_, parts, status, field) => {
    await meet();
    const reply = await resolve(parts);
    expect([reply.status, ((await envelope(reply)) as { error: { field?: string } }).error.field]).toEqual([
      status,
      field,
    ]);
    expect(await detail()).toMatchObject({ status: 'OPEN', record: { version: 2 } });
  });

  it('[K2][X5] a decision may be changed with a reason; the earlier one stays in the audit', async () => {
    // Of a number of its own: the audit log of the tests before stays.
    const id = testId('operation', 19);
    await meet(1, 19);
    await resolve({ conflictId: id });
    const override = (version: number, person = admin) =>
      person.send('PUT', `${paths.conflicts}/${id}/override`, {
        version,
        strategy: 'SERVER_WINS',
        justification: 'the register says so',
      });
    expect((await override(3, amina)).status).toBe(403);
    expect((await override(2)).status).toBe(409);
    expect((await override(3)).status).toBe(200);
    expect(await detail(id)).toMatchObject({
      resolution: { strategy: 'SERVER_WINS', version: 4 },
      sides: [{ mine: 8, theirs: 5, now: 5 }],
    });
    const reply = await ibrahim.get(`${paths.conflictAudit}/${record(1)}`);
    const audit = conflictAuditSchema.parse(((await envelope(reply)) as { data: unknown }).data);
    expect(audit.items.map(({ act, by }) => [act, by.name])).toEqual([
      ['conflict:open', 'Amina Bukar'],
      ['conflict:resolve', 'Ibrahim Mustapha'],
      ['conflict:override', 'Halima Ali'],
    ]);
    expect(audit.items[0]?.detail).toMatchObject({
      fields: { numberHealthFacilities: { mine: 8, theirs: 5 } },
    });
    expect(audit.items[2]?.detail).toMatchObject({ before: { strategy: 'LOCAL_WINS', justification: WHY } });
    expect((await ibrahim.get(`${paths.conflictAudit}/${record(7)}`)).status).toBe(404);
  });

  it('lists what waits, the gravest first, and counts what there is', async () => {
    await meet(1, 9);
    await meet(2, 10, healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 2_000 }));
    await meet(3, 11);
    const open = await list();
    expect(open.items.map(({ id }) => id)).toEqual([10, 9, 11].map((n) => testId('operation', n)));
    expect(open).toMatchObject({
      total: 3,
      stats: { open: { HIGH: 1, MEDIUM: 2, LOW: 0 }, resolvedToday: 0, oldest: open.items[1]?.createdAt },
    });
    expect((await list('?limit=1&offset=1')).items.map(({ id }) => id)).toEqual([testId('operation', 9)]);
    for (const [query, count] of [
      ['severity=HIGH', 1],
      ['severity=LOW', 0],
      ['type=RESPONSE', 0],
      ['sector=HEALTH', 3],
      ['sector=WASH', 0],
      [`placeId=${testId('place', 1)}`, 3],
      [`placeId=${testId('place', 2)}`, 0],
      ['q=amina', 3],
      ['q=nobody', 0],
      ['status=resolved', 0],
    ] as const)
      expect([query, (await list(`?${query}`)).total]).toEqual([query, count]);
    await resolve();
    expect(await list('?status=resolved')).toMatchObject({
      total: 1,
      items: [{ id: CONFLICT, status: 'RESOLVED', resolution: { by: { name: 'Ibrahim Mustapha' } } }],
      stats: { open: { HIGH: 1, MEDIUM: 1, LOW: 0 }, resolvedToday: 1 },
    });
    expect((await ibrahim.get(`${paths.conflicts}?status=lost`)).status).toBe(422);
  });

  it('[R3] a field worker sees neither list nor conflict, not even of their own record', async () => {
    await meet();
    for (const person of [amina, yusuf])
      for (const path of [
        paths.conflicts,
        `${paths.conflicts}/${CONFLICT}`,
        `${paths.conflictAudit}/${record(1)}`,
      ])
        expect((await person.get(path)).status).toBe(403);
    expect((await resolve({}, amina)).status).toBe(403);
    expect(await detail()).toMatchObject({ status: 'OPEN' });
  });
});
