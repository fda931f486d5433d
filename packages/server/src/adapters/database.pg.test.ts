import { randomBytes } from 'node:crypto';
import { is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER } from '../open-database.ts';
import { testDatabases, testPostgres } from '../testing/test-databases.ts';
import type { Database, Queries } from './database.ts';
import * as schema from './drizzle/schema/index.ts';
import { openPostgresDatabase } from './postgres/postgres-database.ts';
import { layFoundation } from './drizzle/queries/lay-foundation.ts';
import { sqlState } from './sql-state.ts';

const { auditLog, feed, settings } = schema;
const now = new Date('2026-11-20T09:00:00.000Z');

describe.each(testDatabases())('a database: $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.queries.delete(settings);
  });

  const put = (queries: Queries, key: string, value: unknown = 1) =>
    queries.insert(settings).values({ key, value, updatedAt: now, updatedBy: '' });
  const keys = async () => (await database.queries.select().from(settings)).map(({ key }) => key);

  it('keeps what a transaction wrote, or nothing of it', async () => {
    await database.transaction((queries) => put(queries, 'kept'));
    const failed = database.transaction(async (queries) => {
      await put(queries, 'lost');
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await keys()).toEqual(['kept']);
  });

  it('runs many at once without mixing them', async () => {
    await put(database.queries, 'sum', 0);
    await Promise.all(
      Array.from({ length: 25 }, () =>
        database.transaction(async (queries) => {
          const [row] = await queries.select().from(settings).for('update');
          await queries.update(settings).set({ value: Number(row?.value) + 1 });
        }),
      ),
    );
    expect(await database.queries.select({ value: settings.value }).from(settings)).toEqual([{ value: 25 }]);
  });

  it('says by SQLSTATE what went wrong', async () => {
    await put(database.queries, 'once');
    const twice = await put(database.queries, 'once').catch((error: unknown) => error);
    expect(sqlState(twice)).toBe('23505');
    expect(sqlState(new Error('something else'))).toBeUndefined();
  });

  it('gives back JSON, times and large counters as they were', async () => {
    const value = { nested: [1, 'two', null, { three: true }] };
    await put(database.queries, 'json', value);
    await database.queries.update(feed).set({ base: 2 ** 52 });
    expect(await database.queries.select().from(settings)).toMatchObject([{ value, updatedAt: now }]);
    expect(await database.queries.select().from(feed)).toMatchObject([{ base: 2 ** 52 }]);
    await database.queries.update(feed).set({ base: 0 });
  });

  it('[X5] the audit log only grows', async () => {
    const line = { at: now, actor: 'amina', act: 'rule:create', subject: 'r1', detail: {} };
    await database.queries.insert(auditLog).values({ ...line, previousHash: '0', hash: '1' });
    for (const change of [
      sql`update audit_log set actor = 'x'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ]) {
      const error = await database.queries.execute(change).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ cause: { message: 'the audit log is append-only' } });
    }
    expect(await database.queries.select().from(auditLog)).toMatchObject([line]);
  });

  it('has every column that the schema names', async () => {
    const tables = Object.values<unknown>(schema).filter((value) => is(value, PgTable));
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) await database.queries.select().from(table).limit(1);
  });

  it('a second start changes nothing of what the first one laid down', async () => {
    const before = await database.queries.select().from(feed);
    await database.transaction(layFoundation);
    expect(await database.queries.select().from(feed)).toEqual(before);
  });

  it('survives the loss of every connection', async () => {
    if (database.kind === 'embedded') {
      expect(await keys()).toEqual([]);
      return;
    }
    const name = (await database.queries.execute<{ name: string }>(sql`select current_database() as name`))
      .rows[0]?.name;
    const administrator = new Pool({ connectionString: process.env['FIELDSYNC_TEST_DATABASE_URL'] });
    // More often than the pool has connections: one that was lost and not given back would be missed here.
    for (let loss = 0; loss < 25; loss += 1) {
      await administrator.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        name,
      ]);
      await database.transaction((queries) => put(queries, `after ${loss}`)).catch(() => undefined);
    }
    await administrator.end();
    // A connection whose loss nobody has noticed yet costs one request; then it is gone from the pool.
    let found: readonly string[] = [];
    for (let attempt = 0; attempt < 50 && !found.includes('at last'); attempt += 1) {
      await put(database.queries, 'at last').catch(() => undefined);
      found = await keys().catch((): string[] => []);
    }
    expect(found).toContain('at last');
  });
});

describe.each(testPostgres())('several servers on one $name', () => {
  it('that start at once bring the schema up to date together', async () => {
    const url = new URL(process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '');
    const administrator = new Pool({ connectionString: url.href });
    const name = `fieldsync_test_start_${randomBytes(4).toString('hex')}`;
    await administrator.query(`create database ${name}`);
    url.pathname = `/${name}`;
    const open = () => openPostgresDatabase({ url: url.href, migrationsFolder: MIGRATIONS_FOLDER });
    const databases = await Promise.all([open(), open(), open(), open()]);
    const [first] = databases;
    const { rows } = await first.queries.execute<{ times: number }>(
      sql`select count(*)::int as times from schema_migrations group by hash`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ times }) => times === 1)).toBe(true);
    await Promise.all(databases.map((database) => database.close()));
    await administrator.query(`drop database ${name} with (force)`);
    await administrator.end();
  });
});
