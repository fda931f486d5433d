import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepsPlan } from '../drizzle/queries/keeps-plan.ts';
import { KeptPlans } from './kept-plans.ts';

/** Counts what reaches Postgres. */
class CountedPGlite extends PGlite {
  readonly plans = new KeptPlans();
  asked = '';

  override execProtocolStream(...[message, options]: Parameters<PGlite['execProtocolStream']>) {
    return this.plans.exec(message, (sent) => {
      this.asked += String.fromCharCode(sent[0] ?? 0);
      return super.execProtocolStream(sent, options);
    });
  }
}

describe('statements whose plan the embedded database keeps', () => {
  const client = new CountedPGlite();
  const queries = drizzle(client);
  beforeAll(() => client.waitReady);
  afterAll(() => client.close());

  const remembered = async () => {
    const { rows } = await queries.execute<{ statement: string; plans: number }>(sql`
      select statement, (generic_plans + custom_plans)::int as plans from pg_prepared_statements
      where name <> '' order by name`);
    return rows;
  };
  const asked = async (work: () => Promise<unknown>): Promise<string> => {
    client.asked = '';
    await work();
    return client.asked;
  };

  it('are read and described once, whatever is asked with them, and no others', async () => {
    const kept = (number: number) => queries.execute(sql`${keepsPlan} select ${number}::int as kept`);
    const other = (number: number) => queries.execute(sql`select ${number}::int as other`);
    expect(await asked(() => kept(1))).toBe('PDBDES');
    expect(await asked(() => other(1))).toBe('PDBDES');
    expect(await asked(() => kept(2))).toBe('BDES');
    for (const number of [3, 4])
      expect([(await kept(number)).rows, (await other(number)).rows]).toEqual([
        [{ kept: number }],
        [{ other: number }],
      ]);
    const another = await queries.execute(sql`${keepsPlan} select ${'text'}::text as another`);
    expect(another.rows).toEqual([{ another: 'text' }]);
    expect(await remembered()).toEqual([
      { statement: '/* keeps its plan */ select $1::int as kept', plans: 4 },
      { statement: '/* keeps its plan */ select $1::text as another', plans: 1 },
    ]);
  });

  it('do it again after one failed, also in a transaction that was rolled back', async () => {
    const divide = (by: number) => queries.execute(sql`${keepsPlan} select 6 / ${by}::int as result`);
    await expect(
      queries.transaction((tx) => tx.execute(sql`${keepsPlan} select 6 / ${0}::int as result`)),
    ).rejects.toThrow();
    expect((await divide(3)).rows).toEqual([{ result: 2 }]);
    await expect(divide(0)).rejects.toThrow();
    expect((await divide(2)).rows).toEqual([{ result: 3 }]);
  });

  it('that cannot be read are not kept', async () => {
    const read = () => queries.execute(sql`${keepsPlan} select made from later`);
    await expect(read()).rejects.toThrow();
    await queries.execute(sql`create table later as select 7 as made`);
    expect((await read()).rows).toEqual([{ made: 7 }]);
  });

  it('are kept anew when somebody has had them forgotten', async () => {
    const seven = () => queries.execute(sql`${keepsPlan} select ${7}::int as seven`);
    await seven();
    await client.exec('deallocate all');
    await expect(seven()).rejects.toThrow();
    expect((await seven()).rows).toEqual([{ seven: 7 }]);
    expect(await asked(seven)).toBe('BDES');
  });

  it('are planned again where the table has another form', async () => {
    await queries.execute(sql`create table form as select 1 as one`);
    const read = () => queries.execute(sql`${keepsPlan} select one from form where one = ${1}::int`);
    expect((await read()).rows).toEqual([{ one: 1 }]);
    await queries.execute(sql`alter table form add column two int`);
    expect((await read()).rows).toEqual([{ one: 1 }]);
  });
});
