/** Composition of the operator's way to take somebody's authenticator app away: into Postgres, or into a folder that nobody has open. */
import type { UserId } from '@fieldsync/protocol';
import { knownMigrations, appliedUpTo } from './adapters/backup/known-migrations.ts';
import type { Database } from './adapters/database.ts';
import { DrizzleSecondFactorBook } from './adapters/drizzle/office/drizzle-second-factor-book.ts';
import { findAccountId } from './adapters/drizzle/queries/find-account-id.ts';
import { systemClock } from './adapters/system-clock.ts';
import { BackupRefused } from './backup/backup-refused.ts';
import type { DataPlace } from './open-backup.ts';
import { openFolder, openPostgres } from './open-backup.ts';
import { MIGRATIONS_FOLDER } from './open-database.ts';
import { isoTime } from './services/clock.ts';

/** @throws BackupRefused, StartRefused with a sentence for the operator */
export async function takeSecondFactor(
  { databaseUrl, dataDirectory }: DataPlace,
  email: string,
): Promise<void> {
  const database =
    databaseUrl === undefined
      ? await openFolder(dataDirectory)
      : await openPostgres(databaseUrl, 'fieldsync second factor');
  try {
    await take(database, email);
  } finally {
    await database.close();
  }
}

async function take(database: Database, email: string): Promise<void> {
  const newest = knownMigrations(MIGRATIONS_FOLDER).at(-1);
  if ((await appliedUpTo(database.queries)) !== newest?.when)
    throw new BackupRefused('The database is of another version. Start the server once, then try again.');
  const id = await findAccountId(database.queries, email);
  if (id === undefined) throw new BackupRefused('There is no account with this email.');
  const act = { by: '', at: isoTime(systemClock()) };
  if (!(await new DrizzleSecondFactorBook(database).reset(id as UserId, act)))
    throw new BackupRefused('This account has no authenticator app.');
}
