import type { OverrideAnswer, PriorityQueue, RecordDetail } from '@fieldsync/protocol';
import { overrideAnswerSchema, paths, priorityQueueSchema, recordDetailSchema } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BusMessage } from '../services/event-bus.ts';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { create, device, healthData, record, remove, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const justification = 'The clinic phoned: two children';
const cholera = healthData({ commonHealthIssues: ['CHOLERA'] });

describe.each(testDatabases())('priority on $name', (on) => {
  let office: TestOffice;
  let ibrahim: TestPerson;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  const told: BusMessage[] = [];
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
    office.opened.app.bus.subscribe((message) => told.push(message));
    [ibrahim, amina, yusuf] = await Promise.all([
      office.as('ibrahim'),
      office.as('amina'),
      office.as('yusuf'),
    ]);
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    now += 7_200_000;
    await office.forgetRecords();
    await office.database.queries.execute(
      sql`delete from priority_rules where id not in ('health-emergency', 'high-population-impact')`,
    );
    told.length = 0;
  });

  const override = async (body: object, by = ibrahim): Promise<OverrideAnswer> =>
    overrideAnswerSchema.parse(
      await dataOf(await by.send('POST', paths.override, { justification, ...body })),
    );
  const detail = async (number: number): Promise<RecordDetail> =>
    recordDetailSchema.parse(await dataOf(await ibrahim.get(`${paths.records}/${record(number)}`)));
  const cursorOf = async (person: TestPerson, from = device(1)): Promise<string> =>
    (await exchangeAs(person, { device: from })).reply.cursor;
  const audit = async (subject: string): Promise<readonly Record<string, unknown>[]> =>
    (
      await office.database.queries.execute(
        sql`select act, detail from audit_log where subject = ${subject} order by seq`,
      )
    ).rows;

  describe('a score set by hand', () => {
    it('[X5] counts at once, with who, why, and what it was; and is in the audit log', async () => {
      await exchangeAs(amina, { operations: [create(1, 1)] });
      const lines = (await audit(record(1))).length;
      const answer = await override({ recordIds: [record(1)], score: 95 });
      expect(answer).toEqual({ results: [{ id: record(1), outcome: 'set', score: 95 }], devices: 0 });
      expect(await detail(1)).toMatchObject({
        score: 95,
        band: 'CRITICAL',
        version: 1,
        override: {
          coordinatorName: 'Ibrahim Mustapha',
          originalPriority: 40,
          overridePriority: 95,
          justification,
        },
      });
      expect((await audit(record(1))).slice(lines)).toMatchObject([
        { act: 'record:override', detail: { score: 95, before: 40, justification, outcome: 'set' } },
      ]);
    });

    it('[R1] reaches the phone that has the record whole, with the same version', async () => {
      await exchangeAs(amina, { operations: [create(1, 1)] });
      const cursor = await cursorOf(amina);
      expect((await exchangeAs(amina, { cursor })).reply.changes).toBeUndefined();
      await override({ recordIds: [record(1)], score: 95 });
      const { reply } = await exchangeAs(amina, { cursor });
      expect(reply.changes).toMatchObject([
        {
          id: record(1),
          version: 1,
          score: 95,
          override: { justification, coordinatorName: 'Ibrahim Mustapha' },
        },
      ]);
      const after = await exchangeAs(amina, { cursor: reply.cursor });
      expect(after.reply.changes).toBeUndefined();
    });

    it('[R1] is heard of by a phone whose own edit came in between', async () => {
      await exchangeAs(amina, { operations: [create(1, 1)] });
      const cursor = await cursorOf(amina);
      await override({ recordIds: [record(1)], score: 95 });
      const edit = update(2, 1, 1, { numberHealthFacilities: 4 });
      await exchangeAs(amina, { cursor, operations: [edit], wantBytes: 0 });
      // Others' records come in between: the page ends where the score had changed, before the place of the edit.
      await exchangeAs(amina, { device: device(2), operations: [create(3, 3)] });
      const again = update(4, 1, 2, { numberHealthFacilities: 5 });
      const { reply } = await exchangeAs(amina, { cursor, operations: [again], wantBytes: 8_192 });
      expect(reply.changes?.find(({ id }) => id === record(1))).toMatchObject({
        version: 3,
        override: { justification },
      });
      const quiet = await exchangeAs(amina, { cursor: reply.cursor });
      expect(quiet.reply.changes).toBeUndefined();
    });

    it('stays while the record is edited, and goes back to the rules when it is taken back', async () => {
      await exchangeAs(amina, { operations: [create(1, 1)] });
      await override({ recordIds: [record(1)], score: 95 });
      await exchangeAs(amina, { operations: [update(2, 1, 1, { commonHealthIssues: ['CHOLERA'] })] });
      expect(await detail(1)).toMatchObject({ score: 95, version: 2 });
      expect(await override({ recordIds: [record(1)], score: null })).toMatchObject({
        results: [{ outcome: 'cleared', score: 65 }],
      });
      expect(await detail(1)).toMatchObject({ score: 65, override: null, reason: 'Health emergency' });
      expect(await override({ recordIds: [record(1)], score: null })).toMatchObject({
        results: [{ outcome: 'unchanged' }],
      });
    });

    it('goes for many at once; what is deleted stays as it is', async () => {
      await exchangeAs(amina, {
        operations: [create(1, 1), create(2, 2), create(3, 3), remove(4, 3, 1)],
      });
      const recordIds = [record(3), record(2), record(1)];
      const { results } = await override({ recordIds, score: 10 });
      expect(results.map(({ outcome }) => outcome)).toEqual(['set', 'set', 'unchanged']);
    });

    it.each([
      [{ recordIds: [], score: 5 }, 'recordIds'],
      [{ recordIds: [record(1), record(1)], score: 5 }, 'recordIds'],
      [{ recordIds: Array.from({ length: 201 }, (_, index) => record(index)), score: 5 }, 'recordIds'],
      [{ recordIds: [record(1)], score: 101 }, 'score'],
      [{ recordIds: [record(1)], score: 5, justification: '  ' }, 'justification'],
      [{ recordIds: [record(1)], score: 5, device: device(99) }, 'device'],
    ])('[X3] is refused for %j', async (body, field) => {
      const reply = await ibrahim.send('POST', paths.override, { justification, ...body });
      expect(reply.status).toBe(422);
      expect(await envelope(reply)).toMatchObject({ error: { field } });
    });
  });

  describe('a score for a record that is still on a phone', () => {
    it('is told to the phone, kept until the record arrives, and counts when it does', async () => {
      await exchangeAs(amina, {});
      const answer = await override({ recordIds: [record(1)], score: 90, device: device(1) });
      expect(answer).toEqual({ results: [{ id: record(1), outcome: 'waiting', score: 90 }], devices: 1 });
      const { reply } = await exchangeAs(amina, { v: 3 });
      expect(reply.commands).toMatchObject([
        {
          kind: 'override',
          overrides: [{ recordId: record(1), override: { overridePriority: 90, justification } }],
        },
      ]);
      expect(told.filter(({ kind }) => kind === 'command')).toHaveLength(1);
      await exchangeAs(amina, {
        operations: [create(1, 1, cholera)],
        done: reply.commands?.map(({ id }) => id),
      });
      expect(await detail(1)).toMatchObject({
        score: 90,
        override: { originalPriority: 65, overridePriority: 90 },
      });
      expect(await office.opened.app.overrides.awaited()).toBe(0);
    });

    it('does not break a phone whose build does not know the command', async () => {
      await exchangeAs(amina, {});
      await override({ recordIds: [record(1)], score: 90, device: device(1) });
      expect((await exchangeAs(amina, { v: 2 })).reply.commands).toBeUndefined();
      expect((await exchangeAs(amina, { v: 3 })).reply.commands).toHaveLength(1);
    });

    it('is told to all phones of its author when nobody knows which one has it', async () => {
      await exchangeAs(amina, {});
      await exchangeAs(amina, { device: device(2) });
      await exchangeAs(yusuf, { device: device(3) });
      const session = (await dataOf(await amina.get(paths.session))) as { user: { id: string } };
      const answer = await override({ recordIds: [record(1)], score: 90, author: session.user.id });
      expect(answer.devices).toBe(2);
      expect((await exchangeAs(yusuf, { v: 3, device: device(3) })).reply.commands).toBeUndefined();
    });

    it('can be taken back before it arrives, on the same phones', async () => {
      await exchangeAs(amina, {});
      await override({ recordIds: [record(1)], score: 90, device: device(1) });
      const answer = await override({ recordIds: [record(1)], score: null });
      expect(answer).toMatchObject({ results: [{ outcome: 'cleared' }], devices: 1 });
      const { reply } = await exchangeAs(amina, { v: 3, operations: [create(1, 1)] });
      expect(reply.commands?.at(-1)).toMatchObject({ overrides: [{ recordId: record(1), override: null }] });
      expect(await detail(1)).toMatchObject({ score: 40, override: null });
    });

    it('reaches a phone that did not hear the command, with the record it sends itself', async () => {
      const cursor = await cursorOf(amina);
      await override({ recordIds: [record(1)], score: 90 });
      const { reply } = await exchangeAs(amina, { cursor, operations: [create(1, 1)] });
      expect(reply.changes).toMatchObject([
        { id: record(1), version: 1, score: 90, override: { justification } },
      ]);
    });

    it('[S1] is put on a record that was being written at that moment', async () => {
      await exchangeAs(amina, { operations: [create(1, 1)] });
      // As if it had been set between the reading and the writing of the batch.
      await office.database.queries.execute(sql`
        insert into awaited_overrides (record_id, override, told, created_at) values (${record(1)}, ${JSON.stringify(
          {
            coordinatorId: 'x',
            coordinatorName: 'Ibrahim',
            originalPriority: 90,
            overridePriority: 90,
            justification,
            timestamp: '2026-11-21T08:00:00.000Z',
          },
        )}::jsonb, '[]', now())`);
      expect(await office.opened.app.overrides.applyArrived(10)).toBe(1);
      expect(await detail(1)).toMatchObject({ score: 90, override: { originalPriority: 40 } });
      expect(await office.opened.app.overrides.applyArrived(10)).toBe(0);
    });
  });

  describe('what is still on the phones', () => {
    const queue = async (): Promise<PriorityQueue> =>
      priorityQueueSchema.parse(await dataOf(await ibrahim.get(paths.queue)));

    it('[S7] comes from their reports alone: what none has said is null', async () => {
      await exchangeAs(amina, {});
      expect(await queue()).toMatchObject({
        stats: {
          total: 0,
          reporting: 0,
          devices: 1,
          overridden: null,
          averageScore: null,
          oldestCriticalAt: null,
        },
        devices: [{ bands: null, estimatedMinutes: null, reportedAt: null }],
      });
    });

    it('adds them up, and says an estimate only where a pace is known', async () => {
      const heartbeat = exampleHeartbeat;
      const bands = { critical: 2, high: 1, normal: 7, low: 0, needsYou: 1 };
      await exchangeAs(amina, {
        heartbeat: {
          ...heartbeat,
          queue: bands,
          averageScore: 60,
          overridden: 1,
          oldestCriticalAt: '2026-11-20T07:00:00.000Z',
          metrics: {
            current: null,
            historical: [],
            averagePerformance: {
              itemsPerMinute: 3,
              successRate: 1,
              averageBatteryUsage: 0,
              averageNetworkUsage: 0,
            },
          },
        },
      });
      await exchangeAs(yusuf, {
        device: device(2),
        heartbeat: { ...heartbeat, queue: { ...bands, critical: 0 } },
      });
      await override({ recordIds: [record(9)], score: 50 });
      const { stats, devices } = await queue();
      expect(stats).toEqual({
        total: 18,
        bands: { critical: 2, high: 2, normal: 14, low: 0 },
        needsYou: 2,
        oldestCriticalAt: '2026-11-20T07:00:00.000Z',
        overridden: 1,
        averageScore: 60,
        awaited: 1,
        reporting: 2,
        devices: 2,
      });
      const [first, second] = [device(1), device(2)].map((id) => devices.find((one) => one.id === id));
      expect(first?.estimatedMinutes).toBe(3);
      expect(second?.overridden).toBeNull();
    });
  });
});

async function dataOf(reply: Response): Promise<unknown> {
  const body = await envelope(reply);
  if (!body.success) throw new Error(JSON.stringify(body.error));
  return body.data;
}
