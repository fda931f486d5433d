import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { sql } from 'drizzle-orm';
import type { MigrationLevel } from '../../backup/backup-format.ts';
import type { Queries } from '../database.ts';

/** One step of the schema, as this build knows it. */
export interface KnownMigration extends MigrationLevel {
  readonly statements: readonly string[];
  readonly hash: string;
  /** Names of the tables that there are after it. */
  readonly tables: ReadonlySet<string>;
}

/** All of them, the first one first. */
export function knownMigrations(folder: string): readonly KnownMigration[] {
  const journal = readJson(join(folder, 'meta/_journal.json')) as { entries: readonly MigrationLevel[] };
  const files = readMigrationFiles({ migrationsFolder: folder });
  return journal.entries.map(({ tag, when }, index) => {
    const file = files[index];
    if (file === undefined) throw new Error(`there is no migration ${tag}`);
    const snapshot = readJson(join(folder, `meta/${tag.slice(0, 4)}_snapshot.json`)) as {
      tables: Readonly<Record<string, { readonly name: string }>>;
    };
    const tables = new Set(Object.values(snapshot.tables).map(({ name }) => name));
    return { tag, when, statements: file.sql, hash: file.hash, tables };
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** When the newest migration of this database was made; undefined for one that has never been ours. */
export async function appliedUpTo(queries: Queries): Promise<number | undefined> {
  const { rows } = await queries.execute<{ name: string | null }>(
    sql`select to_regclass('public.schema_migrations')::text as name`,
  );
  if (typeof rows[0]?.name !== 'string') return undefined;
  const applied = await queries.execute<{ last: string | null }>(
    sql`select max(created_at)::text as last from public.schema_migrations`,
  );
  const last = applied.rows[0]?.last;
  return typeof last !== 'string' ? undefined : Number(last);
}

/** As the migrator of the database library does it, and beside it, inside a transaction that is under way. */
export async function applyMigrations(queries: Queries, steps: readonly KnownMigration[]): Promise<void> {
  await queries.execute(
    sql`create table if not exists public.schema_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
  for (const { statements, hash, when } of steps) {
    for (const statement of statements) await queries.execute(sql.raw(statement));
    await queries.execute(
      sql`insert into public.schema_migrations (hash, created_at) values (${hash}, ${when})`,
    );
  }
}
