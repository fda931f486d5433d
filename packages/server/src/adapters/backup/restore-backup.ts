import { sql } from 'drizzle-orm';
import type { BackupHeader, BackupSummary, TableShape } from '../../backup/backup-format.ts';
import { BackupRefused } from '../../backup/backup-refused.ts';
import { readBackup } from '../../backup/read-backup.ts';
import type { Database, Queries } from '../database.ts';
import { appendAuditLine } from '../drizzle/office/drizzle-audit-log.ts';
import { layFoundation } from '../drizzle/queries/lay-foundation.ts';
import { restartFeed } from '../drizzle/queries/restart-feed.ts';
import type { KnownMigration } from './known-migrations.ts';
import { applyMigrations } from './known-migrations.ts';
import { countRows } from './row-page.ts';
import { readShapes } from './table-shapes.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly migrations: readonly KnownMigration[];
  /** What is in the database may go. */
  readonly replace: boolean;
  /** Everybody has to sign in again. */
  readonly endSessions: boolean;
  /** ISO 8601. */
  readonly at: string;
}

/** Enough for a statement to be worth its round trip; a megabyte at most for records of the usual size. */
const ROWS_AT_ONCE = 200;

/** Tables in which something lies as soon as an installation was used. */
const SIGNS_OF_USE = ['auth_user', 'records', 'operations', 'devices', 'audit_log'];

/**
 * Puts a backup in place of what the database holds, in ONE transaction: old tables out, the schema of the backup's time in,
 * its rows, and then the migrations since. Killed at any point before the commit, the database is what it was.
 * @throws BackupRefused when the database is in use, or holds something and `replace` was not said
 */
export async function restoreBackup(database: Database, options: RestoreOptions): Promise<BackupSummary> {
  return database.transaction(async (queries) => {
    await refuseInUse(queries, database.kind);
    if (!options.replace) await refuseFull(queries, database.kind);
    let summary: BackupSummary | undefined;
    let filling: Filling | undefined;
    for await (const part of readBackup(options.file)) {
      if (part.kind === 'header') filling = await beginFilling(queries, part.header, options.migrations);
      else if (part.kind === 'row') await filling?.take(part.table, part.line);
      else summary = part.summary;
    }
    if (filling === undefined || summary === undefined) throw new Error('the backup was not read to its end');
    await filling.flush();
    await filling.check(summary);
    await putSequences(queries, summary);
    await applyMigrations(queries, filling.later);
    await layFoundation(queries);
    await restartFeed(queries);
    await markRestored(queries);
    if (options.endSessions) await queries.execute(sql`delete from auth_session`);
    await appendAuditLine(queries, {
      at: options.at,
      actor: '',
      act: 'database:restore',
      subject: summary.header.takenAt,
      detail: {
        rows: summary.rows,
        schema: summary.header.migration.tag,
        sessionsEnded: options.endSessions,
      },
    });
    return summary;
  });
}

/** The step of the schema that a backup was taken at. @throws BackupRefused when this build does not know it */
export function levelOf(header: BackupHeader, migrations: readonly KnownMigration[]): number {
  const { tag, when } = header.migration;
  const level = migrations.findIndex((migration) => migration.when === when && migration.tag === tag);
  if (level < 0)
    throw new BackupRefused(
      `The backup was made by a newer Fieldsync (its schema is ${tag}). Restore it with that version or a newer one; nothing was changed.`,
    );
  return level;
}

async function refuseInUse(queries: Queries, kind: Database['kind']): Promise<void> {
  // The folder of the embedded database is locked: whoever is here is alone.
  if (kind === 'embedded') return;
  const { rows } = await queries.execute<{ servers: number }>(sql`
    select count(*)::int as servers from pg_stat_activity
    where datname = current_database() and application_name = 'fieldsync' and pid <> pg_backend_pid()`);
  if ((rows[0]?.servers ?? 0) > 0)
    throw new BackupRefused('A server is using this database. Stop it first; nothing was changed.');
}

async function refuseFull(queries: Queries, kind: Database['kind']): Promise<void> {
  const { rows } = await queries.execute<{ name: string }>(sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
  const found: string[] = [];
  for (const { name } of rows.filter((row) => SIGNS_OF_USE.includes(row.name))) {
    const count = await countRows(queries, name);
    if (count > 0) found.push(`${String(count)} in ${name}`);
  }
  if (found.length > 0)
    throw new BackupRefused(
      `The ${kind === 'embedded' ? 'embedded database' : 'database'} is not empty (${found.join(', ')}). ` +
        'To throw away what is in it and put the backup in its place, say --replace. Nothing was changed.',
    );
}

async function beginFilling(
  queries: Queries,
  header: BackupHeader,
  migrations: readonly KnownMigration[],
): Promise<Filling> {
  const level = levelOf(header, migrations);
  await dropEverything(queries, migrations);
  await applyMigrations(queries, migrations.slice(0, level + 1));
  for (const shape of header.tables) {
    // What a migration put there is in the backup, too, as it has become since.
    if ((await countRows(queries, shape.name)) > 0)
      await queries.execute(sql.raw(`delete from public."${shape.name}"`));
  }
  const here = await readShapes(queries, new Set(header.tables.map(({ name }) => name)));
  for (const shape of header.tables) refuseOtherShape(shape, here.tables);
  return new Filling(queries, header.tables, migrations.slice(level + 1));
}

/** Types are taken from our own schema and not from the file: they become part of statements. */
function refuseOtherShape(shape: TableShape, here: readonly TableShape[]): void {
  const own = here.find(({ name }) => name === shape.name);
  const same = JSON.stringify(own?.columns) === JSON.stringify(shape.columns);
  if (!same)
    throw new BackupRefused(
      `The table ${shape.name} of the backup has other columns than its schema. Nothing was changed.`,
    );
}

/** All that any of our migrations has made; what others keep in the same database stays. */
async function dropEverything(queries: Queries, migrations: readonly KnownMigration[]): Promise<void> {
  const tables = new Set(['schema_migrations', ...migrations.flatMap((migration) => [...migration.tables])]);
  for (const table of tables)
    await queries.execute(sql.raw(`drop table if exists public."${table}" cascade`));
  for (const statement of migrations.flatMap(({ statements }) => statements)) {
    const made = /create (?:or replace )?function "?([a-z_][a-z0-9_]*)"?/i.exec(statement)?.[1];
    if (made !== undefined)
      await queries.execute(sql.raw(`drop function if exists public."${made}" cascade`));
  }
}

class Filling {
  readonly later: readonly KnownMigration[];
  private readonly queries: Queries;
  private readonly tables: readonly TableShape[];
  private table = '';
  private lines: string[] = [];

  constructor(queries: Queries, tables: readonly TableShape[], later: readonly KnownMigration[]) {
    this.queries = queries;
    this.tables = tables;
    this.later = later;
  }

  async take(table: string, line: string): Promise<void> {
    if (table !== this.table || this.lines.length >= ROWS_AT_ONCE) await this.flush();
    this.table = table;
    this.lines.push(line);
  }

  async flush(): Promise<void> {
    const { lines, tables } = this;
    const shape = tables.find(({ name }) => name === this.table);
    if (shape === undefined || lines.length === 0) return;
    this.lines = [];
    const names = shape.columns.map(({ name }) => `"${name}"`).join(', ');
    const values = shape.columns.map(({ type }, index) => `(r->>${String(index)})::${type}`).join(', ');
    await this.queries.execute(sql`
      insert into public.${sql.raw(`"${shape.name}"`)} (${sql.raw(names)}) overriding system value
      select ${sql.raw(values)} from jsonb_array_elements(${`[${lines.join(',')}]`}::text::jsonb) as t(r)`);
  }

  /** What is there now is what the file said. */
  async check({ counts }: BackupSummary): Promise<void> {
    for (const { name } of this.tables) {
      const rows = await countRows(this.queries, name);
      if (rows !== (counts[name] ?? 0))
        throw new Error(`${name} has ${String(rows)} rows after restoring it`);
    }
  }
}

/**
 * Phones are told which version of a record was restored, so that they can give back what they know of later ones. The lowest
 * counts: a phone may have been away for two restores.
 */
export async function markRestored(queries: Queries): Promise<void> {
  await queries.execute(sql`update records set restored_version = least(restored_version, version)`);
}

/** The transaction does not cover counters: one that was raised and stays so does no harm, one that went back would. */
async function putSequences(queries: Queries, { sequences }: BackupSummary): Promise<void> {
  for (const { table, column, last } of sequences)
    await queries.execute(
      sql`select setval(pg_get_serial_sequence(${`public.${table}`}, ${column}), ${last}::text::bigint)`,
    );
}
