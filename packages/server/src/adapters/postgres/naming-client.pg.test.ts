import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPostgres } from '../../testing/test-databases.ts';
import { keepsPlan } from '../drizzle/queries/keeps-plan.ts';
import { NamingClient } from './naming-client.ts';

const url = process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '';

describe.each(testPostgres())('a connection to $name', () => {
  const client = new NamingClient({ connectionString: url });
  const queries = drizzle(client);
  beforeAll(() => client.connect());
  afterAll(() => client.end());

  const remembered = async () => {
    const { rows } = await queries.execute<{ statement: string; plans: number }>(sql`
      select statement, (generic_plans + custom_plans)::int as plans from pg_prepared_statements order by name`);
    return rows;
  };

  it('remembers the statements that say so, whatever is asked with them, and no others', async () => {
    for (const number of [1, 2, 3]) {
      const kept = await queries.execute(sql`${keepsPlan} select ${number}::int as kept`);
      const other = await queries.execute(sql`select ${number}::int as other`);
      expect([kept.rows, other.rows]).toEqual([[{ kept: number }], [{ other: number }]]);
    }
    const another = await queries.execute(sql`${keepsPlan} select ${'text'}::text as another`);
    expect(another.rows).toEqual([{ another: 'text' }]);
    expect(await remembered()).toEqual([
      { statement: '/* keeps its plan */ select $1::int as kept', plans: 3 },
      { statement: '/* keeps its plan */ select $1::text as another', plans: 1 },
    ]);
  });

  it('remembers one that failed, and does it again', async () => {
    const divide = (by: number) => queries.execute(sql`${keepsPlan} select 6 / ${by}::int as result`);
    await expect(divide(0)).rejects.toThrow();
    expect((await divide(3)).rows).toEqual([{ result: 2 }]);
  });
});
