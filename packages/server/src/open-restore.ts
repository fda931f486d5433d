/** Composition of a restore: into the embedded database of a stopped server, or into Postgres. */
import { join } from 'node:path';
import { knownMigrations } from './adapters/backup/known-migrations.ts';
import { levelOf, restoreBackup } from './adapters/backup/restore-backup.ts';
import type { Database } from './adapters/database.ts';
import type { EmbeddedDatabase } from './adapters/embedded/embedded-database.ts';
import { openEmbeddedDatabase } from './adapters/embedded/embedded-database.ts';
import { readTemplate } from './adapters/embedded/template.ts';
import { systemClock } from './adapters/system-clock.ts';
import type { BackupSummary } from './backup/backup-format.ts';
import { checkBackup } from './backup/read-backup.ts';
import type { DataPlace } from './open-backup.ts';
import { openPostgres } from './open-backup.ts';
import { MIGRATIONS_FOLDER, TEMPLATE_FILE } from './open-database.ts';
import { isoTime } from './services/clock.ts';

export interface RestoreWishes {
  /** What is in the database may go. */
  readonly replace: boolean;
  readonly endSessions: boolean;
}

/** Reads a backup to its end. @throws BackupRefused when it is damaged, or newer than this build */
export async function examineBackup(file: string): Promise<BackupSummary> {
  const summary = await checkBackup(file);
  levelOf(summary.header, knownMigrations(MIGRATIONS_FOLDER));
  return summary;
}

/**
 * The whole file is read and checked before the database is opened at all.
 * @throws BackupRefused, StartRefused with a sentence for the operator
 */
export async function restoreInto(
  place: DataPlace,
  file: string,
  { replace, endSessions }: RestoreWishes,
): Promise<BackupSummary> {
  await examineBackup(file);
  const database = await openTarget(place);
  try {
    const migrations = knownMigrations(MIGRATIONS_FOLDER);
    const at = isoTime(systemClock());
    const summary = await restoreBackup(database, { file, migrations, replace, endSessions, at });
    await tidy(database);
    return summary;
  } finally {
    await database.close();
  }
}

async function openTarget({ databaseUrl, dataDirectory }: DataPlace): Promise<Database> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl, 'fieldsync restore');
  return openEmbeddedDatabase({
    directory: join(dataDirectory, 'database'),
    migrationsFolder: MIGRATIONS_FOLDER,
    template: readTemplate(TEMPLATE_FILE, MIGRATIONS_FOLDER),
    migrate: false,
  });
}

/** Statistics for the planner, and on the embedded database a short log for the next start. */
async function tidy(database: Database): Promise<void> {
  if (database.kind === 'postgres') {
    await database.queries.execute('analyze');
    return;
  }
  const embedded = database as EmbeddedDatabase;
  await embedded.maintain('vacuum (analyze)');
  await embedded.maintain('checkpoint');
}
