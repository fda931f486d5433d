import { dirname } from 'node:path';
import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Database, Queries } from '../database.ts';
import * as schema from '../drizzle/schema/index.ts';
import { proveDurable } from './boot-self-test.ts';
import { ensureDataDirectory } from './data-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import { DURABLE_START_PARAMS, DurableNodeFS } from './durable-node-fs.ts';
import { guardedClient } from './guarded-client.ts';

export interface EmbeddedOptions {
  /** Folder of the database itself; its parent is made when it is missing. */
  readonly directory: string;
  readonly migrationsFolder: string;
  /** See `ensureDataDirectory`. */
  readonly template?: Blob | undefined;
  /** fsync(2); tests pass one that fails. */
  readonly sync?: (fd: number) => void;
}

export interface EmbeddedDatabase extends Database {
  readonly kind: 'embedded';
  /** Statements that cannot run inside a transaction: CHECKPOINT, VACUUM. Queues like any other. */
  maintain(statement: string): Promise<void>;
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
    const client = await PGlite.create({ fs, startParams: [...DURABLE_START_PARAMS] });
    try {
      await proveDurable(client, fs);
      await migrateEmbedded(client, options.migrationsFolder);
    } catch (error) {
      await client.close();
      throw error;
    }
    return new PGliteDatabase(client, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
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
  private readonly client: PGlite;
  private readonly afterClose: () => Promise<void>;

  constructor(client: PGlite, afterClose: () => Promise<void> = async () => undefined) {
    this.client = client;
    this.afterClose = afterClose;
    this.queries = drizzle(guardedClient(client), { schema });
  }

  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.queries.transaction((queries) => work(queries));
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
