import { randomBytes } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { Database } from '../adapters/database.ts';
import { layFoundation } from '../adapters/drizzle/queries/lay-foundation.ts';
import { PGliteDatabase } from '../adapters/embedded/embedded-database.ts';
import { openPostgresDatabase } from '../adapters/postgres/postgres-database.ts';
import { MIGRATIONS_FOLDER } from '../open-database.ts';
import { testTemplate } from './test-template.ts';

export interface TestDatabase {
  readonly name: 'PGlite' | 'Postgres';
  /** An empty, migrated database of its own; `close` leaves nothing behind. */
  open(): Promise<Database>;
}

const ADMIN_URL = 'FIELDSYNC_TEST_DATABASE_URL';

/**
 * The databases that a suite must pass on: PGlite always, Postgres when FIELDSYNC_TEST_DATABASE_URL names a server on
 * which databases may be made. On CI a missing address is an error: a suite that silently ran on half of what it
 * promises would be worse than none.
 */
export function testDatabases(): readonly TestDatabase[] {
  const url = postgresUrl();
  const embedded: TestDatabase = { name: 'PGlite', open: openMemory };
  return url === undefined ? [embedded] : [embedded, { name: 'Postgres', open: () => openFresh(url) }];
}

/** Postgres alone, for what a single connection cannot show: nothing when there is no server to run on. */
export function testPostgres(): readonly TestDatabase[] {
  return testDatabases().filter(({ name }) => name === 'Postgres');
}

function postgresUrl(): string | undefined {
  const url = process.env[ADMIN_URL];
  if (url !== undefined && url !== '') return url;
  if (process.env['CI'] === 'true')
    throw new Error(`${ADMIN_URL} is not set: the Postgres half would not run`);
  return undefined;
}

async function openMemory(): Promise<Database> {
  const client = await PGlite.create({ loadDataDir: await testTemplate() });
  const database = new PGliteDatabase(client);
  await database.transaction(layFoundation);
  return database;
}

async function openFresh(adminUrl: string): Promise<Database> {
  const name = `fieldsync_test_${randomBytes(6).toString('hex')}`;
  await administer(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const database = await openPostgresDatabase({
    url: url.href,
    migrationsFolder: MIGRATIONS_FOLDER,
    connections: 40,
  });
  await database.transaction(layFoundation);
  return {
    kind: database.kind,
    queries: database.queries,
    connections: () => database.connections?.() ?? { total: 0, idle: 0, waiting: 0 },
    transaction: (work) => database.transaction(work),
    alone: (name, work) => database.alone(name, work),
    async close() {
      await database.close();
      await administer(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
