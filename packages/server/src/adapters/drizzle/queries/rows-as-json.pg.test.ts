import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../../testing/test-databases.ts';
import type { Database } from '../../database.ts';
import { RowsAsJson } from './rows-as-json.ts';

interface Row {
  readonly place: number;
  readonly name: string | null;
  readonly gone: boolean;
  readonly answers: Readonly<Record<string, unknown>> | null;
}

const ROWS = new RowsAsJson<keyof Row>({ place: 'int', name: 'text', gone: 'boolean', answers: 'jsonb' });

describe.each(testDatabases())('rows as JSON on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const read = async (rows: readonly Row[]): Promise<readonly unknown[]> =>
    (
      await database.queries.execute(
        sql`select ${ROWS.columns} from ${ROWS.from(rows, (row, name) => row[name])} order by place`,
      )
    ).rows;

  it('gives every row back, whatever they share and whatever is null', async () => {
    const name = fc.constantFrom(null, 'Amina', 'Ruwan sha', '');
    const answers = fc.constantFrom(null, {}, { a: null }, { a: [1, { b: false }] }, { a: [1, { b: true }] });
    const row = fc.record({ name, gone: fc.boolean(), answers });
    const list = fc.array(row, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(list, async (some) => {
        const rows = some.map((one, place) => ({ place, ...one }));
        expect(await read(rows)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('says what all have in common once', async () => {
    const rows = [1, 2, 3].map((place) => ({ place, name: 'Amina', gone: false, answers: { long: 'x' } }));
    const written = database.queries.execute(
      sql`select ${ROWS.columns} from ${ROWS.from(rows, (row, name) => row[name])}`,
    ) as unknown as { getQuery(): { params: string[] } };
    expect(written.getQuery().params).toEqual([
      '{"name":"Amina","gone":false,"answers":{"long":"x"}}',
      '[{"place":1},{"place":2},{"place":3}]',
    ]);
  });
});
