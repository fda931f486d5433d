import { DEFAULT_RULES } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { priorityRules, webhooks } from '../../adapters/drizzle/schema/index.ts';
import { exampleHeartbeat } from '../example-heartbeat.ts';
import { create, device, testId, update } from '../operations.ts';
import { exchangeAs } from '../test-exchange.ts';
import type { TestOffice, TestPerson } from '../test-office.ts';

/** Something behind every route for the requests of `HOSTILE_CASES` to find: records, conflicts, rules, subscriptions. */
export async function prepareOffice(office: TestOffice, people: readonly TestPerson[]): Promise<void> {
  const [first] = people;
  const [rule] = DEFAULT_RULES;
  if (first === undefined || rule === undefined) throw new Error('nobody, or no rule');
  for (const [index, person] of people.entries())
    await exchangeAs(person, { device: device(index + 1), heartbeat: exampleHeartbeat });
  for (let number = 1; number <= 6; number += 1) {
    const edit = (id: number, count: number) => update(id, number, 1, { numberHealthFacilities: count });
    await exchangeAs(first, { operations: [create(800_000 + number, number), edit(810_000 + number, 5)] });
    await exchangeAs(first, { device: device(9), operations: [edit(900_000 + number, 8)] });
  }
  const { queries } = office.database;
  const createdAt = new Date('2026-11-20T09:00:00.000Z');
  for (let number = 1; number <= 3; number += 1) {
    await queries
      .insert(priorityRules)
      .values({ ...rule, id: `hostile-rule-${String(number)}`, isActive: false, createdAt });
    await queries.insert(webhooks).values({
      id: testId('place', 500 + number),
      url: 'https://hooks.example/',
      secret: 'whsec_c2VjcmV0',
      events: ['webhook.test'],
      createdBy: 'test',
      createdAt,
    });
  }
}

/**
 * Rows of every table. Deliveries, what tells of alerts and the routine purge are left out of the jobs, and so are alerts: they
 * follow from other jobs and from the clock, at whatever moment.
 */
export async function countRows(office: TestOffice): Promise<ReadonlyMap<string, number>> {
  const { queries } = office.database;
  const { rows: tables } = await queries.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const counts = tables.map(({ name }) => {
    const which =
      name === 'job_outbox'
        ? sql`where kind in ('critical:arrived', 'conflict:opened')`
        : name === 'critical_alerts'
          ? sql`where false`
          : sql``;
    return sql`select ${name}::text as name, count(*) as n from ${sql.identifier(name)} ${which}`;
  });
  const { rows } = await queries.execute<{ name: string; n: number | string }>(
    sql.join(counts, sql` union all `),
  );
  return new Map(rows.map(({ name, n }) => [name, Number(n)]));
}
