/** Composition of the database: embedded in a folder, or a Postgres by its address. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { knownMigrations } from './adapters/backup/known-migrations.ts';
import { takeLiveSnapshot } from './adapters/backup/take-snapshot.ts';
import { ControlSocket } from './adapters/control/control-socket.ts';
import type { Database } from './adapters/database.ts';
import type { Anchor } from './adapters/drizzle/office/verify-audit-chain.ts';
import { verifyAuditChain } from './adapters/drizzle/office/verify-audit-chain.ts';
import { layFoundation } from './adapters/drizzle/queries/lay-foundation.ts';
import { DatabaseUpkeep } from './adapters/embedded/database-upkeep.ts';
import { openEmbeddedDatabase } from './adapters/embedded/embedded-database.ts';
import { readTemplate } from './adapters/embedded/template.ts';
import { openPostgresDatabase } from './adapters/postgres/postgres-database.ts';

export interface OpenDatabaseOptions {
  /** A Postgres; without one the database lives in `dataDirectory`. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the server's data; the embedded database takes `database` inside it. */
  readonly dataDirectory: string;
  /** Something went wrong beside any request: a lost connection, a round of upkeep. */
  readonly onError: (error: unknown) => void;
  /** With one, commands of this machine can ask the embedded database's process for a backup. */
  readonly log?: Logger;
}

export interface OpenedDatabase {
  readonly database: Database;
  /** What must run as long as the database is open. A rejection means that the database is gone and the process must end. */
  readonly services: readonly { readonly name: string; run(signal: AbortSignal): Promise<void> }[];
}

// Both paths hold from src/ and from dist/, where the bundle lies.
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));
export const TEMPLATE_FILE = fileURLToPath(new URL('../dist/template.tar.gz', import.meta.url));

/**
 * Opens the database, brings its schema up to date and gives it what an installation begins with.
 * @throws StartRefused with a sentence for the operator
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { databaseUrl, dataDirectory, onError } = options;
  const migrationsFolder = MIGRATIONS_FOLDER;
  if (databaseUrl !== undefined) {
    const database = await openPostgresDatabase({
      url: databaseUrl,
      migrationsFolder,
      onConnectionError: onError,
    });
    await database.transaction(layFoundation);
    return { database, services: [] };
  }
  const database = await openEmbeddedDatabase({
    directory: join(dataDirectory, 'database'),
    migrationsFolder,
    template: readTemplate(TEMPLATE_FILE, migrationsFolder),
  });
  await database.transaction(layFoundation);
  const services: OpenedDatabase['services'][number][] = [new DatabaseUpkeep(database, { onError })];
  const { log } = options;
  if (log !== undefined) {
    const known = knownMigrations(migrationsFolder);
    const snapshot: ConstructorParameters<typeof ControlSocket>[0]['snapshot'] = (take) =>
      takeLiveSnapshot(database, known, take);
    const audit = (noted: Anchor | undefined) => verifyAuditChain(database.queries, noted);
    services.push(new ControlSocket({ dataDirectory, log, snapshot, audit }));
  }
  return { database, services };
}
