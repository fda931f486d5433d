/** Composition of a look at the audit log: of Postgres, of a folder that nobody has open, or of the server that has it. */
import { knownMigrations, appliedUpTo } from './adapters/backup/known-migrations.ts';
import { askAudit } from './adapters/control/ask-audit.ts';
import type { Anchor, AuditVerdict } from './adapters/drizzle/office/verify-audit-chain.ts';
import { verifyAuditChain } from './adapters/drizzle/office/verify-audit-chain.ts';
import { BackupRefused } from './backup/backup-refused.ts';
import type { DataPlace } from './open-backup.ts';
import { openFolder, openPostgres } from './open-backup.ts';
import { MIGRATIONS_FOLDER } from './open-database.ts';

/** @throws BackupRefused, StartRefused with a sentence for the operator */
export async function verifyAudit(
  { databaseUrl, dataDirectory }: DataPlace,
  noted: Anchor | undefined,
): Promise<AuditVerdict> {
  const asked = databaseUrl === undefined ? await askAudit(dataDirectory, noted) : undefined;
  if (asked !== undefined) return asked;
  const database =
    databaseUrl === undefined
      ? await openFolder(dataDirectory)
      : await openPostgres(databaseUrl, 'fieldsync audit');
  try {
    const newest = knownMigrations(MIGRATIONS_FOLDER).at(-1);
    if ((await appliedUpTo(database.queries)) !== newest?.when)
      throw new BackupRefused('The database is of another version. Start the server once, then look again.');
    return await verifyAuditChain(database.queries, noted);
  } finally {
    await database.close();
  }
}
