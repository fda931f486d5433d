import { dirname } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { StartRefused } from '../../start-refused.ts';
import type { Database, Queries } from '../database.ts';
import * as schema from '../drizzle/schema/index.ts';
import { proveDurable } from './boot-self-test.ts';
import { ensureDataDirectory } from './data-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import { DURABLE_START_PARAMS, DurableNodeFS } from './durable-node-fs.ts';
import { guardedClient } from './guarded-client.ts';
import type { DatabaseDied } from './mortal-pglite.ts';
import { MortalPGlite } from './mortal-pglite.ts';

export interface EmbeddedOptions {
  /** Folder of the database itself; its parent is made when it is missing. */
  readonly directory: string;
  readonly migrationsFolder: string;
  /** See `ensureDataDirectory`. */
  readonly template?: Blob | undefined;
  /** fsync(2); tests pass one that fails. */
  readonly sync?: (fd: number) => void;
  /** False: the schema stays as it is. */
  readonly migrate?: boolean;
}

export interface EmbeddedDatabase extends Database {
  readonly kind: 'embedded';
  /** Statements that cannot run inside a transaction: CHECKPOINT, VACUUM. Queues like any other. */
  maintain(statement: string): Promise<void>;
  /** Resolves when it has panicked and answers nothing more: the process must end, to be started again. */
  readonly died: Promise<DatabaseDied>;
}

/**
 * PostgreSQL inside this process, on a folder. For one process and one site; the reasons for each step are in the
 * files it calls.
 * @throws StartRefused
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  mkdirSync(dirname(options.directory), { recursive: true });
  const lock = await lockDirectory(options.directory);
  try {
    await ensureDataDirectory(options.directory, options.template);
    const fs = new DurableNodeFS(options.directory, options.sync);
    const client = new MortalPGlite(fs, DURABLE_START_PARAMS);
    await client.waitReady.catch((cause: unknown) => {
      throw damaged(options.directory, cause);
    });
    try {
      await proveDurable(client, fs);
      if (options.migrate !== false) await migrateEmbedded(client, options.migrationsFolder);
    } catch (error) {
      await client.close();
      throw error;
    }
    return new PGliteDatabase(client, { died: client.died, afterClose: () => lock.release() });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function damaged(directory: string, cause: unknown): StartRefused {
  return new StartRefused(
    'DIRECTORY_DAMAGED',
    `The database in ${directory} does not open (${cause instanceof Error ? cause.message : String(cause)}). ` +
      'Nothing was removed. Make sure the disk has room and the files are readable and writable; else move the folder ' +
      'away and restore the latest backup.',
    { cause },
  );
}

export function migrateEmbedded(client: PGlite, migrationsFolder: string): Promise<void> {
  return migrate(drizzle(client), {
    migrationsFolder,
    migrationsSchema: 'public',
    migrationsTable: 'schema_migrations',
  });
}

export class PGliteDatabase implements EmbeddedDatabase {
  readonly kind = 'embedded';
  readonly queries: Queries;
  readonly died: Promise<DatabaseDied>;
  private readonly client: PGlite;
  private readonly afterClose: () => Promise<void>;

  constructor(
    client: PGlite,
    life: { readonly died?: Promise<DatabaseDied>; readonly afterClose?: () => Promise<void> } = {},
  ) {
    this.client = client;
    this.died = life.died ?? new Promise(() => undefined);
    this.afterClose = life.afterClose ?? (async () => undefined);
    this.queries = drizzle(guardedClient(client), { schema });
  }

  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.queries.transaction((queries) => work(queries));
  }

  /** One process has the folder: nobody else can be at it. */
  alone<Result>(_name: string, work: () => Promise<Result>): Promise<Result> {
    return work();
  }

  async maintain(statement: string): Promise<void> {
    await this.client.exec(statement);
  }

  async close(): Promise<void> {
    try {
      await this.client.close();
    } finally {
      await this.afterClose();
    }
  }
}
