import { existsSync, fsyncSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { applyBatch } from '../../core/apply-batch.ts';
import { MIGRATIONS_FOLDER } from '../../open-database.ts';
import { batchOf, create, testId } from '../../testing/operations.ts';
import { temporaryDirectories } from '../../testing/temporary-directory.ts';
import { testTemplate } from '../../testing/test-template.ts';
import { DrizzleExchangeStore } from '../drizzle/drizzle-exchange-store.ts';
import { layFoundation } from '../drizzle/queries/lay-foundation.ts';
import { operations } from '../drizzle/schema/index.ts';
import { proveDurable } from './boot-self-test.ts';
import { DatabaseUpkeep } from './database-upkeep.ts';
import { lockDirectory } from './directory-lock.ts';
import type { EmbeddedDatabase, EmbeddedOptions } from './embedded-database.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { DatabaseDied } from './mortal-pglite.ts';

const temporaryDirectory = temporaryDirectories();

async function open(directory: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const template = await testTemplate();
  return openEmbeddedDatabase({ directory, migrationsFolder: MIGRATIONS_FOLDER, template, ...options });
}

describe('the embedded database', () => {
  it('[S7] a disk that fails to keep a commit is an error, not an acknowledgement; what was acknowledged stays', async () => {
    const directory = join(temporaryDirectory(), 'database');
    let failing = false;
    const database = await open(directory, {
      sync(fd) {
        if (failing) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
        fsyncSync(fd);
      },
    });
    await database.transaction(layFoundation);
    const running = new DatabaseUpkeep(database).run(new AbortController().signal);
    const store = new DrizzleExchangeStore(database);
    const send = (number: number) => store.transact(batchOf([create(number, number)]), applyBatch);
    await send(1);
    failing = true;
    await expect(send(2)).rejects.toThrow();
    failing = false;
    // The kernel may have dropped the pages: that the disk answers again proves nothing. And PGlite would hang here.
    await expect(send(3)).rejects.toSatisfy((error) =>
      causes(error).some((cause) => cause instanceof DatabaseDied),
    );
    await expect(running).rejects.toThrow('disk is full or failing');
    await database.close();

    const again = await open(directory);
    const kept = await again.queries.select({ id: operations.id }).from(operations);
    expect(kept.map(({ id }) => id)).toContain(testId('operation', 1));
    expect(kept.map(({ id }) => id)).not.toContain(testId('operation', 3));
    await again.close();
  });

  it('keeps itself up: vacuums a worn table, cuts a long log, and then has nothing to do', async () => {
    const database = await open(join(temporaryDirectory(), 'database'));
    await database.transaction(layFoundation);
    const upkeep = new DatabaseUpkeep(database);
    await database.maintain('vacuum (analyze)');
    expect(await upkeep.round()).toEqual([]);
    await database.maintain(
      `insert into settings select 'k' || i, '0', now(), '' from generate_series(1, 500) i`,
    );
    await database.maintain(`update settings set value = '1'`);
    // Postgres counts a session's changes together once a second.
    await database.maintain('select pg_stat_force_next_flush()');
    expect(await upkeep.round()).toEqual(['vacuum (analyze) "settings"']);
    await database.maintain(
      `select pg_logical_emit_message(false, 'test', repeat('x', 1000000)) from generate_series(1, 70)`,
    );
    expect(await upkeep.round()).toEqual(['checkpoint']);
    expect(await upkeep.round()).toEqual([]);
    await database.close();
  });

  it('its upkeep runs round after round, over failures, until it is told to stop', async () => {
    const database = await open(join(temporaryDirectory(), 'database'));
    const stop = new AbortController();
    const errors: unknown[] = [];
    let rounds = 0;
    const upkeep = new DatabaseUpkeep(database, {
      onError: (error) => errors.push(error),
      async pause() {
        rounds += 1;
        if (rounds === 2) await database.close();
        if (rounds === 4) stop.abort();
      },
    });
    await upkeep.run(stop.signal);
    expect(rounds).toBe(4);
    expect(errors).toHaveLength(3);
  });

  it('opens neither a folder of something else nor a damaged one, and touches neither', async () => {
    const foreign = join(temporaryDirectory(), 'database');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.odt'), 'years of work');
    await expect(open(foreign)).rejects.toMatchObject({ name: 'StartRefused', code: 'DIRECTORY_UNKNOWN' });
    expect(readdirSync(foreign)).toEqual(['thesis.odt']);

    const damaged = join(temporaryDirectory(), 'database');
    await (await open(damaged)).close();
    rmSync(join(damaged, 'global', 'pg_control'));
    await expect(open(damaged)).rejects.toMatchObject({ name: 'StartRefused', code: 'DIRECTORY_DAMAGED' });
    expect(existsSync(join(damaged, 'PG_VERSION'))).toBe(true);
  });
});

describe('the boot self-test', () => {
  it('refuses a database with fsync off, which is what PGlite gives by default', async () => {
    const client = await PGlite.create();
    await expect(proveDurable(client, { syncs: 0 })).rejects.toMatchObject({ code: 'NOT_DURABLE' });
    await client.close();
  });

  it('refuses a database that says fsync and does nothing, which is what PGlite gives without its -F', async () => {
    const startParams = PGlite.defaultStartParams.filter((param) => param !== '-F');
    const client = await PGlite.create({ startParams });
    expect((await client.query('show fsync')).rows).toEqual([{ fsync: 'on' }]);
    await expect(proveDurable(client, { syncs: 7 })).rejects.toThrow('a commit returned without an fsync');
    await client.close();
  });
});

describe('the lock of the folder', () => {
  it('is held once in one process, and can be had again after its release', async () => {
    const directory = join(temporaryDirectory(), 'database');
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'DIRECTORY_IN_USE' });
    await lock.release();
    await (await lockDirectory(directory)).release();
  });

  it('is seen by a process that shares only the folder, as another container does', async () => {
    const directory = join(temporaryDirectory(), 'database');
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(`${directory}.lock`, resolve));
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'DIRECTORY_IN_USE' });
    await new Promise((resolve) => other.close(resolve));
    await (await lockDirectory(directory)).release();
  });

  it('is free for another folder', async () => {
    const first = await lockDirectory(join(temporaryDirectory(), 'database'));
    const second = await lockDirectory(join(temporaryDirectory(), 'database'));
    await second.release();
    await first.release();
  });
});

it('a query beside its own transaction is refused instead of waiting for ever', async () => {
  const database = await open(join(temporaryDirectory(), 'database'));
  const beside = database.transaction(async () => {
    await database.queries.execute(sql`select 1`);
  });
  await expect(beside).rejects.toSatisfy((error) =>
    causes(error).some((cause) => /handed in/.test(cause.message)),
  );
  expect((await database.queries.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  await database.close();
});

function causes(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}
