import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { openEmbeddedDatabase } from '../../../packages/server/src/adapters/embedded/embedded-database.ts';
import { openPostgresDatabase } from '../../../packages/server/src/adapters/postgres/postgres-database.ts';
import type { Database } from '../../../packages/server/src/adapters/database.ts';
import { MainProcess } from '../../../packages/server/src/testing/main-process.ts';
import { sql } from 'drizzle-orm';
import { PushClient } from './push-client.ts';
import type { BatchRows, Row } from './raw-insert.ts';
import { batchesOf, insertRaw } from './raw-insert.ts';
import { ownWorkMs, parentOf, workedMs, workedWithChildrenMs } from './worked-ms.ts';

/**
 * As `npm start` and the image start it. Another build can be named, with options of its own for Node before it, to hold two
 * side by side.
 */
const COMMAND = (
  process.env['FIELDSYNC_BENCH_MAIN'] ?? '--max-semi-space-size=32 packages/server/dist/main.js'
).split(' ');
const MIGRATIONS = 'packages/server/migrations';

export interface RawFigures {
  readonly batchesPerSecond: number;
  /** Of who sends the rows and of the database together, a batch. */
  readonly cpuMs: number;
}

/** One kind of database: the server as it is shipped on a fresh one, and beside it an empty one for plain SQL. */
export interface PushOffice {
  readonly name: 'embedded' | 'postgres';
  start(): Promise<{
    origin: string;
    cookie: string;
    memoryMb(): number;
    cpuMs(): number;
    stop(): Promise<void>;
  }>;
  /** The rows that were pushed, batch by batch. The server must be stopped. */
  pushedRows(): Promise<BatchRows[]>;
  /**
   * Inserts the batches over so many connections, as durably as the server does; those to warm up with go before and are
   * not counted.
   */
  insertRaw(
    rows: { readonly warmUp: readonly BatchRows[]; readonly counted: readonly BatchRows[] },
    connections: number,
  ): Promise<RawFigures>;
  /** What a database of its own has worked so far, ms; 0 where the server's process is the database, or there is no /proc. */
  databaseCpuMs(): number;
  /** Runs one statement on the server's database. The server must be stopped. */
  run(statement: string): Promise<void>;
  remove(): Promise<void>;
}

async function startMain(environment: Readonly<Record<string, string>>) {
  const options = COMMAND.slice(0, -1);
  const file = COMMAND.at(-1) ?? '';
  const shared = { LOG_LEVEL: 'warn', FIELDSYNC_MAX_EXCHANGES: '32' };
  const main = new MainProcess(file, { ...shared, ...environment }, options);
  const origin = await main.url();
  return {
    origin,
    cookie: await PushClient.signIn(origin),
    /** What the process holds, by the kernel's word; 0 where there is no /proc. */
    memoryMb: () => residentMb(main.pid),
    cpuMs: () => workedMs(main.pid),
    async stop() {
      main.signal('SIGTERM');
      await main.exit;
    },
  };
}

function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

async function readRows(database: Database): Promise<BatchRows[]> {
  const all = async (table: string): Promise<Row[]> =>
    (await database.queries.execute(sql.raw(`select * from ${table}`))).rows;
  return batchesOf(await all('records'), await all('operations'));
}

/**
 * Each connection takes the next batch as soon as its last is in, in the order in which they were pushed: the other way round
 * each new position would go in front of the ones before it, and pages of the indexes would be split in the middle.
 */
async function timed(
  batches: readonly BatchRows[],
  connections: number,
  work: (batch: BatchRows) => Promise<void>,
  databaseCpuMs: () => number,
): Promise<RawFigures> {
  const waiting = [...batches];
  const cpuMs = () => ownWorkMs() + databaseCpuMs();
  const workedBefore = cpuMs();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) await work(batch);
    }),
  );
  const tookMs = performance.now() - began;
  return {
    batchesPerSecond: (batches.length * 1_000) / tookMs,
    cpuMs: (cpuMs() - workedBefore) / batches.length,
  };
}

export function embeddedOffice(): PushOffice {
  const folder = mkdtempSync(join(tmpdir(), 'fieldsync-push-'));
  const open = (name: string) =>
    openEmbeddedDatabase({ directory: join(folder, name), migrationsFolder: MIGRATIONS });
  const withServers = async <Result>(work: (database: Database) => Promise<Result>): Promise<Result> => {
    const database = await open('data/database');
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  let raw = 0;
  const none = () => 0;
  return {
    name: 'embedded',
    databaseCpuMs: none,
    start: () => startMain({ FIELDSYNC_DATA: join(folder, 'data') }),
    pushedRows: () => withServers(readRows),
    run: (statement) =>
      withServers(async ({ queries }) => {
        await queries.execute(sql.raw(statement));
      }),
    async insertRaw({ warmUp, counted }, connections) {
      raw += 1;
      const database = await open(`raw-${String(raw)}`);
      try {
        // One connection is all there is: the others wait, as they do in the server.
        const insert = (batch: BatchRows) =>
          database.transaction(async (queries) => {
            await insertRaw(asConnection(queries), batch);
          });
        await timed(warmUp, connections, insert, none);
        return await timed(counted, connections, insert, none);
      } finally {
        await database.close();
      }
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Parameters go to the driver as they are: Drizzle's own wrapping is none of the raw cost. */
function asConnection(queries: unknown) {
  const { session } = queries as {
    session: { client: { query(text: string, p?: unknown[]): Promise<unknown> } };
  };
  return {
    // The transaction is there already.
    query: async (text: string, parameters?: unknown[]) =>
      text === 'begin' || text === 'commit' ? undefined : session.client.query(text, parameters),
  };
}

export async function postgresOffice(adminUrl: string): Promise<PushOffice> {
  const made: string[] = [];
  const administer = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  const make = async (): Promise<string> => {
    const name = `fieldsync_push_${randomBytes(6).toString('hex')}`;
    await administer(`create database ${name}`);
    made.push(name);
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  const url = await make();
  const asking = new Client({ connectionString: adminUrl });
  await asking.connect();
  const { rows } = await asking.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = parentOf(rows[0]?.pid ?? 0);
  await asking.end();
  const databaseCpuMs = () => workedWithChildrenMs(postmaster);
  const folder = mkdtempSync(join(tmpdir(), 'fieldsync-push-'));
  const withServers = async <Result>(work: (database: Database) => Promise<Result>): Promise<Result> => {
    const database = await openPostgresDatabase({ url, migrationsFolder: MIGRATIONS });
    return work(database).finally(() => database.close());
  };
  return {
    name: 'postgres',
    databaseCpuMs,
    start: () => startMain({ FIELDSYNC_DATA: folder, DATABASE_URL: url }),
    pushedRows: () => withServers(readRows),
    run: (statement) =>
      withServers(async ({ queries }) => {
        await queries.execute(sql.raw(statement));
      }),
    async insertRaw({ warmUp, counted }, connections) {
      const target = await make();
      await (await openPostgresDatabase({ url: target, migrationsFolder: MIGRATIONS })).close();
      const pool = new Pool({ connectionString: target, max: connections });
      try {
        const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
        const free = [...clients];
        const insert = async (batch: BatchRows): Promise<void> => {
          // The one that has rested longest: each connection has its turn, and what it has learned of the tables.
          const client = free.shift();
          if (client === undefined) throw new RangeError('no connection');
          await insertRaw(client, batch);
          free.push(client);
        };
        await timed(warmUp, connections, insert, databaseCpuMs);
        const figure = await timed(counted, connections, insert, databaseCpuMs);
        for (const client of clients) client.release();
        return figure;
      } finally {
        await pool.end();
      }
    },
    async remove() {
      for (const name of made) await administer(`drop database ${name} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
