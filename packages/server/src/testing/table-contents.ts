import type { Database } from '../adapters/database.ts';
import { knownMigrations } from '../adapters/backup/known-migrations.ts';
import { readRowPage } from '../adapters/backup/row-page.ts';
import { readShapes } from '../adapters/backup/table-shapes.ts';
import { MIGRATIONS_FOLDER } from '../open-database.ts';

/** Every row of every table as text, by table. */
export async function tableContents(database: Database): Promise<Record<string, readonly string[]>> {
  const newest = knownMigrations(MIGRATIONS_FOLDER).at(-1);
  const { tables } = await readShapes(database.queries, newest?.tables ?? new Set());
  const contents: Record<string, readonly string[]> = {};
  for (const shape of tables) {
    const rows: string[] = [];
    let after: readonly string[] | undefined;
    do {
      const page = await readRowPage(database.queries, shape, after);
      rows.push(...page.rows);
      ({ after } = page);
    } while (after !== undefined);
    // The two databases sort text by different rules.
    contents[shape.name] = rows.sort();
  }
  return contents;
}
