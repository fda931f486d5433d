import type { KeptRule, RuleDraft, RuleList, RuleTest } from '@fieldsync/protocol';
import { configSchema, limits, paths, ruleListSchema, ruleTestSchema } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CAMPS } from '../seed/camps.ts';
import { create, healthData, record } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const draft: RuleDraft = {
  name: 'No medicine',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.hasMedicineSupply', operator: 'EQUALS', value: false, modifier: 5 }],
  priorityModifier: 20,
  isActive: true,
};

describe.each(testDatabases())('priority rules on $name', (on) => {
  let office: TestOffice;
  let ibrahim: TestPerson;
  let admin: TestPerson;
  let amina: TestPerson;
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [ibrahim, admin, amina] = await Promise.all([
      office.as('ibrahim'),
      office.as('admin'),
      office.as('amina'),
    ]);
  });
  afterAll(() => office.close());
  beforeEach(() => {
    // Each test has its own hour of new rules.
    now += 7_200_000;
  });

  const list = async (): Promise<RuleList> =>
    ruleListSchema.parse(await dataOf(await ibrahim.get(paths.rules)));
  const make = async (more: Partial<RuleDraft> = {}, by = ibrahim): Promise<KeptRule> =>
    (await dataOf(await by.send('POST', paths.rules, { ...draft, ...more }))) as KeptRule;
  const lines = async (id: string): Promise<readonly Record<string, unknown>[]> =>
    (
      await office.database.queries.execute(
        sql`select act, actor, detail from audit_log where subject = ${id} order by seq`,
      )
    ).rows;

  it('[X5] makes, changes and deletes a rule, each with its audit line and another config version', async () => {
    const before = await list();
    const made = await make();
    expect(made).toMatchObject({ revision: 1, rule: { ...draft, createdBy: 'Ibrahim Mustapha' } });
    const url = `${paths.rules}/${made.rule.id}`;
    const changed = await ibrahim.send('PUT', url, { rule: { ...draft, isActive: false }, revision: 1 });
    expect(await dataOf(changed)).toMatchObject({ revision: 2, rule: { isActive: false } });
    expect((await list()).version).toBe(before.version + 2);
    expect((await ibrahim.send('DELETE', `${url}?revision=2`)).status).toBe(200);
    expect(await list()).toEqual({ ...before, version: before.version + 3 });
    const acts = await lines(made.rule.id);
    expect(acts.map(({ act }) => act)).toEqual(['rule:create', 'rule:change', 'rule:delete']);
    expect(acts[1]).toMatchObject({ detail: { before: { isActive: true }, rule: { isActive: false } } });
  });

  it('reaches a phone with its next exchange', async () => {
    const made = await make({ name: 'For phones' });
    const { reply } = await exchangeAs(amina, { config: 1 });
    const config = configSchema.parse(reply.config);
    expect(config.rules.map(({ id }) => id)).toContain(made.rule.id);
    expect((await exchangeAs(amina, { config: config.version })).reply.config).toBeUndefined();
  });

  it('tells the second of two people who change one rule, and shows what the first made of it', async () => {
    const { rule } = await make();
    const url = `${paths.rules}/${rule.id}`;
    const first = await admin.send('PUT', url, { rule: { ...draft, priorityModifier: 30 }, revision: 1 });
    expect(first.status).toBe(200);
    const { version } = await list();
    const second = await ibrahim.send('PUT', url, { rule: { ...draft, priorityModifier: 10 }, revision: 1 });
    expect(second.status).toBe(409);
    expect(await envelope(second)).toMatchObject({
      error: { code: 'CONFLICT' },
      meta: { current: { revision: 2, rule: { priorityModifier: 30 } } },
    });
    expect((await ibrahim.send('DELETE', `${url}?revision=1`)).status).toBe(409);
    // Nothing was changed, so no phone fetches anything.
    expect((await list()).version).toBe(version);
    expect((await ibrahim.send('DELETE', `${paths.rules}/none?revision=1`)).status).toBe(404);
  });

  it('of two changes at once lets one through', async () => {
    const { rule } = await make();
    const replies = await Promise.all(
      [1, 2, 3, 4].map((priorityModifier) =>
        ibrahim.send('PUT', `${paths.rules}/${rule.id}`, {
          rule: { ...draft, priorityModifier },
          revision: 1,
        }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('lets an account make ten an hour, however many processes and however fast', async () => {
    const replies = await Promise.all(
      Array.from({ length: 13 }, (_, index) =>
        ibrahim.send('POST', paths.rules, { ...draft, name: `Rule ${String(index)}` }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(10).fill(200),
      429,
      429,
      429,
    ]);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('3600');
    // Deleting one gives no new turn; somebody else has their own; an hour later it goes on.
    const one = (await list()).items.find(({ rule }) => rule.name.startsWith('Rule '));
    await ibrahim.send('DELETE', `${paths.rules}/${one?.rule.id ?? ''}?revision=1`);
    expect((await ibrahim.send('POST', paths.rules, draft)).status).toBe(429);
    expect((await admin.send('POST', paths.rules, draft)).status).toBe(200);
    now += 3_600_000;
    expect((await ibrahim.send('POST', paths.rules, draft)).status).toBe(200);
  });

  it('[X3] refuses what does not fit, and names the field', async () => {
    const conditions = [{ field: 'data.hasMedicineSupply', operator: 'CONTAINS', value: 'no', modifier: 0 }];
    const reply = await ibrahim.send('POST', paths.rules, { ...draft, conditions });
    expect(reply.status).toBe(422);
    expect(await envelope(reply)).toMatchObject({ error: { field: 'conditions.0.operator' } });
    expect(limits.conditionsPerRule).toBe(5);
  });

  describe('a test before saving', () => {
    const test = async (body: object): Promise<RuleTest> =>
      ruleTestSchema.parse(await dataOf(await ibrahim.send('POST', paths.testRule, body)));

    beforeEach(async () => {
      await office.forgetRecords();
      await office.database.queries.execute(
        sql`delete from priority_rules where id not in ('health-emergency', 'high-population-impact')`,
      );
      const data = healthData({ affectedEntityId: CAMPS[0]?.id, hasMedicineSupply: false });
      await exchangeAs(amina, {
        operations: [
          create(1, 1, data),
          create(2, 2, { ...data, commonHealthIssues: ['CHOLERA'] }),
          create(3, 3, { ...data, hasMedicineSupply: true }),
        ],
      });
    });

    it('says how many records match and change, which bands they leave, and shows them', async () => {
      const result = await test({ rule: draft });
      expect(result).toMatchObject({
        looked: 3,
        complete: true,
        matched: 2,
        changed: 2,
        overridden: 0,
        days: 7,
      });
      expect(result.moves).toEqual(
        expect.arrayContaining([
          { from: 'NORMAL', to: 'HIGH', count: 1 },
          { from: 'HIGH', to: 'CRITICAL', count: 1 },
        ]),
      );
      const cholera = result.examples.find(({ id }) => id === record(2));
      expect(cholera).toMatchObject({ before: { score: 65 }, after: { score: 90 }, place: CAMPS[0]?.name });
    });

    it('saves nothing, and tests a rule that is off as if it were on', async () => {
      const before = await list();
      expect((await test({ rule: { ...draft, isActive: false } })).changed).toBe(2);
      expect(await list()).toEqual(before);
    });

    it('compares a rule that is edited with the one it replaces', async () => {
      const { rule } = await make();
      expect(await test({ rule: draft, replaces: rule.id })).toMatchObject({ matched: 2, changed: 0 });
      const less = await test({ rule: { ...draft, priorityModifier: 10 }, replaces: rule.id });
      expect(less.examples.find(({ id }) => id === record(2))).toMatchObject({
        before: { score: 90 },
        after: { score: 80 },
      });
    });

    it('leaves alone what a person has scored, and says so', async () => {
      const recordIds = [record(1)];
      await ibrahim.send('POST', paths.override, { recordIds, score: 99, justification: 'Heard by phone' });
      expect(await test({ rule: draft })).toMatchObject({ matched: 2, changed: 1, overridden: 1 });
    });

    it('looks at the days that are asked for', async () => {
      now += 3 * 86_400_000;
      expect(await test({ rule: draft, days: 2 })).toMatchObject({ looked: 0, matched: 0 });
    });
  });
});

async function dataOf(reply: Response): Promise<unknown> {
  const body = await envelope(reply);
  if (!body.success) throw new Error(JSON.stringify(body.error));
  return body.data;
}
