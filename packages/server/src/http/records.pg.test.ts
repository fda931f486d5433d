import type { RecordPage, RecordSummary } from '@fieldsync/protocol';
import { paths, recordDetailSchema, recordPageSchema } from '@fieldsync/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAMPS } from '../seed/camps.ts';
import { create, device, healthData, record, remove, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const [bama, banki] = CAMPS;
if (bama === undefined || banki === undefined) throw new Error('no camps');

const emergency = healthData({
  affectedEntityId: banki.id,
  commonHealthIssues: ['CHOLERA'],
  peopleAffected: 900,
});
const water = { assessmentType: 'WASH', affectedEntityId: bama.id, assessedAt: '2026-11-20T09:00:00.000Z' };

describe.each(testDatabases())('GET /api/v1/records on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [amina, yusuf, ibrahim] = await Promise.all([
      office.as('amina'),
      office.as('yusuf'),
      office.as('ibrahim'),
    ]);
    // 1-4 Amina's, a minute apart; 5 Yusuf's; 6 deleted again; 2 in conflict.
    for (const [index, data] of [emergency, water, water, water].entries()) {
      now += 60_000;
      await exchangeAs(amina, { operations: [create(index + 1, index + 1, data)] });
    }
    now += 60_000;
    await exchangeAs(yusuf, { device: device(2), operations: [create(5, 5, emergency)] });
    await exchangeAs(amina, { operations: [create(6, 6, water), remove(7, 6, 1)] });
    await exchangeAs(amina, { operations: [update(8, 2, 1, { numberToilets: 3 })] });
    await exchangeAs(amina, { device: device(3), operations: [update(9, 2, 1, { numberToilets: 4 })] });
  });
  afterAll(() => office.close());

  const list = async (person: TestPerson, query = ''): Promise<RecordPage> => {
    const body = await envelope(await person.get(`${paths.records}?${query}`));
    if (!body.success) throw new Error(JSON.stringify(body.error));
    return recordPageSchema.parse(body.data);
  };
  const ids = (page: RecordPage): number[] => page.items.map(numberOf);

  it('gives the office everything, newest first, without what was deleted', async () => {
    const page = await list(ibrahim);
    expect(ids(page)).toEqual([5, 4, 3, 2, 1]);
    expect(page.items[0]).toMatchObject({
      place: { name: 'Banki', lga: 'Bama', ward: 'Banki' },
      from: { name: 'Yusuf Modu' },
      band: 'CRITICAL',
      reason: 'Health emergency',
      sector: 'HEALTH',
    });
    expect(page.counts).toEqual({ all: 5, critical: 2, high: 0, normal: 3, low: 0, conflict: 1 });
  });

  it('[R3] gives a field worker their own alone, in lists, counts and one by one', async () => {
    const page = await list(yusuf);
    expect(ids(page)).toEqual([5]);
    expect(page.counts).toMatchObject({ all: 1, conflict: 0 });
    expect((await yusuf.get(`${paths.records}/${record(5)}`)).status).toBe(200);
    const [foreign, missing] = await Promise.all([
      yusuf.get(`${paths.records}/${record(1)}`),
      yusuf.get(`${paths.records}/${record(77)}`),
    ]);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await missing.text());
  });

  it('puts emergencies first when asked', async () => {
    expect(ids(await list(ibrahim, 'order=priority'))).toEqual([5, 1, 4, 3, 2]);
  });

  it.each(['newest', 'priority'])('pages without a gap or a repeat, order %s', async (order) => {
    const whole = ids(await list(ibrahim, `order=${order}`));
    const paged: number[] = [];
    let after = '';
    for (;;) {
      const page = await list(ibrahim, `order=${order}&limit=2${after}`);
      paged.push(...ids(page));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(paged).toEqual(whole);
  });

  it.each([
    ['sector=WASH', [4, 3, 2]],
    ['type=RESPONSE', []],
    ['band=CRITICAL', [5, 1]],
    ['state=conflict', [2]],
    ['state=office', [5, 4, 3, 1]],
    [`placeId=${banki.id}`, [5, 1]],
    ['placeId=nowhere', []],
    ['q=banki', [5, 1]],
    ['q=yusuf', [5]],
    ['q=100%25', []],
    [`q=${record(3)}`, [3]],
    ['since=2026-11-21T08:04:00.000Z', [5, 4]],
  ])('filters by %s', async (query, expected) => {
    expect(ids(await list(ibrahim, query))).toEqual(expected);
  });

  it('counts over everything that the filters beside band and state let through', async () => {
    const { counts } = await list(ibrahim, `placeId=${banki.id}&band=LOW&state=conflict`);
    expect(counts).toEqual({ all: 2, critical: 2, high: 0, normal: 0, low: 0, conflict: 0 });
  });

  it('shows one record with its answers and the reasons for its score', async () => {
    const body = await envelope(await ibrahim.get(`${paths.records}/${record(1)}`));
    const detail = recordDetailSchema.parse(body.success ? body.data : undefined);
    expect(detail.data).toMatchObject({ commonHealthIssues: ['CHOLERA'] });
    expect(detail.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(detail.score);
    expect((await ibrahim.get(`${paths.records}/${record(6)}`)).status).toBe(404);
  });

  it.each([
    ['limit=0', 'limit'],
    ['band=URGENT', 'band'],
    ['since=yesterday', 'since'],
    ['after=%7B', 'after'],
    ['q=%00', 'q'],
  ])('[X3] refuses %s and names the field', async (query, field) => {
    const reply = await ibrahim.get(`${paths.records}?${query}`);
    expect(reply.status).toBe(422);
    expect(await envelope(reply)).toMatchObject({ error: { code: 'VALIDATION', field } });
  });

  it('a page’s end is of its own order', async () => {
    const { next } = await list(ibrahim, 'order=newest&limit=1');
    const reply = await ibrahim.get(`${paths.records}?order=priority&after=${next ?? ''}`);
    expect(await envelope(reply)).toMatchObject({ error: { field: 'after' } });
  });

  it('lists open conflicts for the office', async () => {
    expect(await envelope(await ibrahim.get(paths.conflicts))).toMatchObject({
      data: {
        items: [
          {
            record: { id: record(2) },
            place: 'Bama',
            fields: ['numberToilets'],
            from: { name: 'Amina Bukar' },
          },
        ],
      },
      meta: { total: 1, limit: 50, offset: 0 },
    });
  });
});

function numberOf(item: RecordSummary): number {
  return Number.parseInt(item.id.slice(-12), 16);
}
