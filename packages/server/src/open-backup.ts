/** Composition of a backup: from the server that runs, from the folder of one that does not, or from Postgres. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { knownMigrations } from './adapters/backup/known-migrations.ts';
import { takeSnapshot } from './adapters/backup/take-snapshot.ts';
import { askSnapshot } from './adapters/control/ask-snapshot.ts';
import type { Database } from './adapters/database.ts';
import { openEmbeddedDatabase } from './adapters/embedded/embedded-database.ts';
import { openPostgresDatabase } from './adapters/postgres/postgres-database.ts';
import { systemClock } from './adapters/system-clock.ts';
import type { BackupSummary } from './backup/backup-format.ts';
import { backupName, backupsToRemove } from './backup/backup-name.ts';
import { BackupRefused } from './backup/backup-refused.ts';
import { RowsVanished, settleLiveCopy } from './backup/settle-live-copy.ts';
import type { SnapshotPart } from './backup/snapshot.ts';
import { writeBackup } from './backup/write-backup.ts';
import { MIGRATIONS_FOLDER } from './open-database.ts';
import { isoTime } from './services/clock.ts';

/** Where the data is; as in the server's configuration. */
export interface DataPlace {
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
}

export interface TakenBackup {
  readonly file: string;
  readonly summary: BackupSummary;
  readonly removed: readonly string[];
}

/** Rows of a large table that vanish while it is copied are rare; three times in a row says that something is wrong. */
const TRIES = 3;

/**
 * @param to a folder for a name with the time in it, or a file
 * @param keep how many backups stay in the folder; undefined: all
 * @throws BackupRefused, StartRefused with a sentence for the operator
 */
export async function takeBackup(
  place: DataPlace,
  to: { readonly folder: string } | { readonly file: string },
  keep: number | undefined,
): Promise<TakenBackup> {
  const at = isoTime(systemClock());
  const file = 'file' in to ? to.file : join(to.folder, backupName(at));
  if (existsSync(file)) throw new BackupRefused(`${file} is there already. Nothing was changed.`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const summary = await writeFrom(place, file, at);
  const removed = keep === undefined ? [] : backupsToRemove(await readdir(dirname(file)), keep);
  for (const name of removed) await rm(join(dirname(file), name));
  return { file, summary, removed };
}

async function writeFrom(place: DataPlace, file: string, at: string): Promise<BackupSummary> {
  if (place.databaseUrl !== undefined) {
    const database = await openPostgres(place.databaseUrl, 'fieldsync backup');
    return copy(database, file, at);
  }
  for (let attempt = 1; ; attempt += 1) {
    const live = await askSnapshot(place.dataDirectory);
    if (live === undefined) break;
    try {
      return await writeBackup(settleLiveCopy(live, dirname(file)), file, at);
    } catch (error) {
      if (!(error instanceof RowsVanished)) throw error;
      if (attempt === TRIES)
        throw new BackupRefused(
          `Rows of ${error.message} were removed each time while the backup was taken. Take it at a quieter time.`,
        );
    }
  }
  return copy(await openFolder(place.dataDirectory), file, at);
}

/** For a database of nobody else's. Its schema stays as it is. */
export async function openFolder(dataDirectory: string): Promise<Database> {
  const directory = join(dataDirectory, 'database');
  if (!existsSync(join(directory, 'PG_VERSION')))
    throw new BackupRefused(`There is no database in ${directory}: nothing to back up.`);
  return openEmbeddedDatabase({ directory, migrationsFolder: MIGRATIONS_FOLDER, migrate: false });
}

export async function openPostgres(url: string, applicationName: string): Promise<Database> {
  return openPostgresDatabase({
    url,
    migrationsFolder: MIGRATIONS_FOLDER,
    migrate: false,
    connections: 1,
    applicationName,
  });
}

async function copy(database: Database, file: string, at: string): Promise<BackupSummary> {
  try {
    return await writeBackup(partsOf(database), file, at);
  } finally {
    await database.close();
  }
}

/** The snapshot's parts as they are asked for: it reads on when the last one has been written. */
async function* partsOf(database: Database): AsyncGenerator<SnapshotPart> {
  const migrations = knownMigrations(MIGRATIONS_FOLDER);
  const handed: { part: SnapshotPart; taken: () => void }[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  const done = takeSnapshot(
    database,
    migrations,
    (part) =>
      new Promise<void>((resolve) => {
        handed.push({ part, taken: resolve });
        wake();
      }),
  ).finally(() => {
    ended = true;
    wake();
  });
  done.catch(() => undefined);
  for (;;) {
    const next = handed.shift();
    if (next !== undefined) {
      yield next.part;
      next.taken();
    } else if (ended) break;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await done;
}
