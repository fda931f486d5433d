import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { BackupRefused } from '../../backup/backup-refused.ts';
import type { LivePart, SnapshotPart } from '../../backup/snapshot.ts';
import type { Database, Queries } from '../database.ts';
import type { KnownMigration } from './known-migrations.ts';
import { appliedUpTo } from './known-migrations.ts';
import { countRows, PAGE_ROWS, readRowPage } from './row-page.ts';
import type { ReadShapes } from './table-shapes.ts';
import { readSequences, readShapes } from './table-shapes.ts';

/** Where parts of a snapshot go; resolves when there is room for the next. */
export type Take<Part> = (part: Part) => Promise<void>;

/** Smaller tables are read at the last moment: that takes less time than to look for what has changed in them. */
const LARGE_ROWS = 10 * PAGE_ROWS;

/** Everything in one transaction that sees one moment. For Postgres, where nobody waits for it, and for a stopped server. */
export async function takeSnapshot(
  database: Database,
  migrations: readonly KnownMigration[],
  take: Take<SnapshotPart>,
): Promise<void> {
  await database.transaction(async (queries) => {
    await queries.execute(sql`set transaction isolation level repeatable read, read only`);
    const { begin, shapes } = await beginning(queries, database, migrations);
    await take(begin);
    for (const shape of shapes.tables)
      await readAll(queries, shape, undefined, (rows) => take({ kind: 'rows', table: shape.name, rows }));
    await take({ kind: 'end', sequences: await readSequences(queries, shapes.counters) });
  });
}

/**
 * The same from the embedded database of a server that goes on serving. It has one connection: a transaction over the whole
 * would stop every phone for seconds. So large tables are read in pages, with others' work in between, and then, in one short
 * transaction, the small ones whole and of the large ones what has changed since the beginning.
 *
 * What has changed is known by `xmin`, the number of the transaction that wrote a row. Transactions come one after the other
 * here, so that all numbers before ours were committed when we drew it.
 *
 * @param take of the last moment's parts must not wait for a reader: everybody waits for it
 */
export async function takeLiveSnapshot(
  database: Database,
  migrations: readonly KnownMigration[],
  take: Take<LivePart>,
): Promise<void> {
  const { begin, shapes } = await beginning(database.queries, database, migrations);
  await take(begin);
  const { rows } = await database.queries.execute<{ own: string }>(
    sql`select pg_current_xact_id()::xid::text as own`,
  );
  const age = sql`age(${rows[0]?.own ?? ''}::text::xid)`;
  const before = sql`age(t.xmin) > ${age}`;
  const since = sql`age(t.xmin) <= ${age}`;
  const large = new Set<string>();
  for (const { name } of shapes.tables)
    if ((await countRows(database.queries, name)) > LARGE_ROWS) large.add(name);
  for (const shape of shapes.tables) {
    if (!large.has(shape.name)) continue;
    await readAll(database.queries, shape, before, (found) =>
      take({ kind: 'early', table: shape.name, rows: found }),
    );
  }
  await database.transaction(async (queries) => {
    for (const shape of shapes.tables) {
      const table = shape.name;
      if (large.has(table))
        await take({ kind: 'unchanged', table, rows: await countRows(queries, table, before) });
      await readAll(queries, shape, large.has(table) ? since : undefined, (found) =>
        take({ kind: 'rows', table, rows: found }),
      );
    }
    await take({ kind: 'end', sequences: await readSequences(queries, shapes.counters) });
  });
}

async function beginning(
  queries: Queries,
  { kind }: Database,
  migrations: readonly KnownMigration[],
): Promise<{ begin: Extract<SnapshotPart, { kind: 'begin' }>; shapes: ReadShapes }> {
  const when = await appliedUpTo(queries);
  if (when === undefined) throw new BackupRefused('There is no Fieldsync database here: nothing to back up.');
  const level = migrations.find((migration) => migration.when === when);
  if (level === undefined)
    throw new BackupRefused(
      'This database belongs to a newer Fieldsync. Take the backup with that version or a newer one.',
    );
  const shapes = await readShapes(queries, level.tables);
  const { tag } = level;
  return {
    begin: { kind: 'begin', from: kind, migration: { tag, when }, tables: [...shapes.tables] },
    shapes,
  };
}

async function readAll(
  queries: Queries,
  shape: ReadShapes['tables'][number],
  only: SQL | undefined,
  take: (rows: readonly string[]) => Promise<void>,
): Promise<void> {
  let after: readonly string[] | undefined;
  do {
    const page = await readRowPage(queries, shape, after, only);
    if (page.rows.length > 0) await take(page.rows);
    after = page.after;
  } while (after !== undefined);
}
