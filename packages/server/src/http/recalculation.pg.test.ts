import type { RecalculationProgress, RecordDetail } from '@fieldsync/protocol';
import { paths, recalculationSchema, recordDetailSchema } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rescoreRecord } from '../core/rescore-record.ts';
import { DrizzleRecalculationBook } from '../adapters/drizzle/office/drizzle-recalculation-book.ts';
import { PriorityWork } from '../services/priority-work.ts';
import { Recalculation } from '../services/recalculation.ts';
import { create, device, healthData, record } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const justification = 'The clinic phoned';
const medicine = {
  name: 'No medicine',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.hasMedicineSupply', operator: 'EQUALS', value: false, modifier: 0 }],
  priorityModifier: 25,
  isActive: true,
};

describe.each(testDatabases())('recalculation on $name', (on) => {
  let office: TestOffice;
  let ibrahim: TestPerson;
  let amina: TestPerson;
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
    [ibrahim, amina] = await Promise.all([office.as('ibrahim'), office.as('amina')]);
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    now += 7_200_000;
    await office.forgetRecords();
    await office.database.queries.execute(
      sql`delete from priority_rules where id not in ('health-emergency', 'high-population-impact')`,
    );
  });

  const detail = async (number: number): Promise<RecordDetail> =>
    recordDetailSchema.parse(await dataOf(await ibrahim.get(`${paths.records}/${record(number)}`)));
  const cursorOf = async (person: TestPerson, from = device(1)): Promise<string> =>
    (await exchangeAs(person, { device: from })).reply.cursor;
  const read = async (): Promise<RecalculationProgress | null> =>
    recalculationSchema.nullable().parse(await dataOf(await ibrahim.get(paths.recalculate)));
  const finished = (): Promise<RecalculationProgress> =>
    new Promise((resolve) => {
      const end = office.opened.app.bus.subscribe((message) => {
        if (message.kind !== 'recalculation' || message.progress.state !== 'done') return;
        end();
        resolve(message.progress);
      });
    });

  it('takes the rules in force to every record, tells how far it is, and leaves scores set by hand', async () => {
    expect(await read()).toBeNull();
    const data = healthData({ hasMedicineSupply: false });
    await exchangeAs(amina, { operations: [create(1, 1, data), create(2, 2, data), create(3, 3)] });
    const cursor = await cursorOf(amina);
    await ibrahim.send('POST', paths.override, { recordIds: [record(2)], score: 12, justification });
    await ibrahim.send('POST', paths.rules, medicine);
    const end = finished();
    const begun = await ibrahim.send('PUT', paths.recalculate, {});
    expect(await dataOf(begun)).toMatchObject({
      state: 'running',
      total: 3,
      startedBy: 'Ibrahim Mustapha',
    });
    expect(await end).toMatchObject({ examined: 3, changed: 1, overridden: 1 });
    expect([await detail(1), await detail(2), await detail(3)].map(({ score }) => score)).toEqual([
      65, 12, 40,
    ]);
    expect(await read()).toMatchObject({ state: 'done' });
    // The phone hears of it: another place in the feed, the same version.
    const { reply } = await exchangeAs(amina, { cursor });
    expect(reply.changes).toMatchObject([
      { id: record(2), score: 12 },
      { id: record(1), version: 1, score: 65 },
    ]);
  });

  it('changes nothing the second time', async () => {
    await exchangeAs(amina, { operations: [create(1, 1, healthData({ hasMedicineSupply: false }))] });
    await ibrahim.send('POST', paths.rules, medicine);
    for (const changed of [1, 0]) {
      const end = finished();
      await ibrahim.send('PUT', paths.recalculate, {});
      expect(await end).toMatchObject({ examined: 1, changed });
    }
  });

  describe('page by page', () => {
    const at = '2026-11-21T09:00:00.000Z';
    const id = '0190f000-0000-7000-8000-000000000001';
    const by = { id: 'ibrahim', name: 'Ibrahim', email: '', role: 'COORDINATOR' } as never;
    const book = () => new DrizzleRecalculationBook(office.database);
    const page = (limit = 2) => book().page(id, rescoreRecord, limit, at);

    beforeEach(async () => {
      const data = healthData({ hasMedicineSupply: false });
      await exchangeAs(amina, {
        operations: [1, 2, 3, 4, 5].map((number) => create(number, number, data)),
      });
      await ibrahim.send('POST', paths.rules, medicine);
      await book().begin(id, { by, at });
    });

    it('goes on where a killed one was, and finds no record twice', async () => {
      expect(await page()).toMatchObject({ examined: 2, changed: 2, state: 'running' });
      // The process died here; another one asks the database.
      expect(await page()).toMatchObject({ examined: 4, changed: 4 });
      expect(await page()).toMatchObject({ examined: 5, changed: 5, state: 'done' });
      expect(await page()).toBeUndefined();
    });

    it('is done once by two processes that do it at the same time', async () => {
      await Promise.all([page(), page(), page(), page()]);
      expect(await read()).toMatchObject({ state: 'done', examined: 5, changed: 5 });
    });

    it('begins anew when the rules change meanwhile', async () => {
      await page();
      await ibrahim.send('POST', paths.rules, { ...medicine, name: 'And more', priorityModifier: 5 });
      expect(await page()).toMatchObject({ examined: 2, changed: 2 });
      await page(10);
      expect((await detail(1)).score).toBe(70);
      expect((await detail(5)).score).toBe(70);
    });

    it('is one run however often it is asked for', async () => {
      await page();
      expect(await book().begin('0190f000-0000-7000-8000-000000000002', { by, at })).toMatchObject({
        id,
        examined: 2,
      });
    });

    it('goes on by itself after a start', async () => {
      await page();
      await runAnother(office);
      expect(await read()).toMatchObject({ state: 'done', examined: 5 });
    });
  });
});

/** Another process on the same database: runs until it has nothing left to do. */
async function runAnother(office: TestOffice): Promise<void> {
  const { bus, clock, mintId, overrides, log } = office.opened.app;
  const book = new DrizzleRecalculationBook(office.database);
  const stop = new AbortController();
  const work = new PriorityWork({
    recalculation: new Recalculation({ book, bus, clock }),
    overrides,
    bus,
    mintId,
    log,
    pause: () => {
      stop.abort();
      return Promise.resolve();
    },
  });
  await work.run(stop.signal);
}

async function dataOf(reply: Response): Promise<unknown> {
  const body = await envelope(reply);
  if (!body.success) throw new Error(JSON.stringify(body.error));
  return body.data;
}
