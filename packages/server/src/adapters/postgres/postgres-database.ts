import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Pool, type PoolClient } from 'pg';
import type { Database, Queries } from '../database.ts';
import * as schema from '../drizzle/schema/index.ts';
import { NamingClient } from './naming-client.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly migrationsFolder: string;
  /** Connections; one push transaction uses one. */
  readonly connections?: number;
  /** A connection broke (Postgres restarted): the pool replaces it, this is for the log. */
  readonly onConnectionError?: (error: Error) => void;
  /** False: the schema stays as it is. */
  readonly migrate?: boolean;
  /** How the connections are called in Postgres' own lists. */
  readonly applicationName?: string;
}

/** Any number that no other application on this database is likely to take ("fieldsyn" in ASCII). */
const MIGRATION_LOCK = '7379532853404956014';

/** The same for locks by name ("fiel" in ASCII); locks with two numbers never meet those with one. */
const LOCKS = 1_718_183_276;

/** Opens the pool and brings the schema up to date; several processes may start at once. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<Database> {
  const pool = new Pool({
    Client: NamingClient,
    connectionString: options.url,
    max: options.connections ?? 10,
    application_name: options.applicationName ?? 'fieldsync',
    connectionTimeoutMillis: 10_000,
    // A transaction that was forgotten would hold the feed's horizon, and hide from every puller what came since.
    idle_in_transaction_session_timeout: 30_000,
  });
  // Without a listener, the loss of a connection ends the process: of an idle one through the pool, of one in use
  // through its client.
  const report = (error: Error): void => options.onConnectionError?.(error);
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  try {
    if (options.migrate !== false) await migrateOnce(pool, options.migrationsFolder);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return new PostgresDatabase(pool);
}

async function migrateOnce(pool: Pool, migrationsFolder: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), {
      migrationsFolder,
      migrationsSchema: 'public',
      migrationsTable: 'schema_migrations',
    });
  } finally {
    // Destroyed, not given back: the lock goes with the session, whatever happened.
    client.release(true);
  }
}

class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly queries: Queries;
  private readonly pool: Pool;
  private readonly byClient = new WeakMap<PoolClient, ReturnType<typeof overClient>>();

  constructor(pool: Pool) {
    this.pool = pool;
    this.queries = drizzle(pool, { schema });
  }

  /**
   * Not Drizzle's own transaction on a pool: that one never gives the connection back when BEGIN fails, so that each
   * restart of Postgres would cost connections until none is left.
   */
  async transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    const database = this.byClient.get(client) ?? overClient(client);
    this.byClient.set(client, database);
    try {
      return await database.transaction((queries) => work(queries as unknown as Queries));
    } finally {
      client.release();
    }
  }

  /** A lock of the session, not of a transaction: one that idles while accounts are made would be ended after 30 s. */
  async alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query('select pg_advisory_lock($1, hashtext($2))', [LOCKS, name]);
      return await work();
    } finally {
      // Destroyed, as above.
      client.release(true);
    }
  }

  connections() {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

const overClient = (client: PoolClient) => drizzle(client, { schema });
