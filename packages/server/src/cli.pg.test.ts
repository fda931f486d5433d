import { paths } from '@fieldsync/protocol';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from './adapters/database.ts';
import { applyBatch } from './core/apply-batch.ts';
import { DrizzleExchangeStore } from './adapters/drizzle/drizzle-exchange-store.ts';
import { openDatabase } from './open-database.ts';
import { comparableContents } from './testing/comparable-contents.ts';
import { MainProcess } from './testing/main-process.ts';
import { numberedBatch } from './testing/numbered-batch.ts';
import { create } from './testing/operations.ts';
import { startProgram } from './testing/run-program.ts';
import { buildChild } from './testing/spawn-child.ts';
import { temporaryDirectories } from './testing/temporary-directory.ts';
import { testPostgres } from './testing/test-databases.ts';
import { exchangeBody } from './testing/test-exchange.ts';
import { cookieOf } from './testing/test-office.ts';

const temporaryDirectory = temporaryDirectories();
const BATCHES = 40;
let main: string;
let cli: string;
/** A data folder with records in it, and a backup of it. */
let kept: string;
let backup: string;
let contents: Record<string, readonly string[]>;
beforeAll(async () => {
  main = await buildChild('../../main');
  cli = await buildChild('../../cli');
  kept = mkdtempSync(join(tmpdir(), 'cli-kept-'));
  await opened(kept, async (database) => {
    const store = new DrizzleExchangeStore(database);
    for (let number = 1; number <= BATCHES; number += 1)
      await store.transact(numberedBatch(number), applyBatch);
    await database.queries.execute(
      sql`insert into auth_user (id, name, email, updated_at) values ('u', 'U', 'u@x', now())`,
    );
    contents = await comparableContents(database);
  });
  backup = join(kept, 'kept.backup');
  const taken = await run(['backup', '--to', backup], { FIELDSYNC_DATA: kept });
  if (taken.code !== 0) throw new Error(taken.err);
});
afterAll(() => {
  rmSync(kept, { recursive: true });
});

const run = (args: readonly string[], environment: Record<string, string>) =>
  startProgram(cli, args, environment).ended;

async function opened<Result>(
  dataDirectory: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { database } = await openDatabase({
    dataDirectory,
    onError: (error) => {
      throw error;
    },
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

describe('the operator’s commands', () => {
  let folder: string;
  let data: string;
  beforeEach(() => {
    folder = temporaryDirectory();
    data = join(folder, 'data');
  });

  it('[X5] takes an authenticator app from who has lost it, once the server has stopped, and notes it', async () => {
    await opened(data, async (database) => {
      await database.queries.execute(
        sql`insert into auth_user (id, name, email, updated_at) values ('u', 'U', 'u@x', now())`,
      );
      await database.queries.execute(
        sql`insert into second_factors (user_id, secret, confirmed_at, recovery) values ('u', 'sealed', now(), '[]')`,
      );
      await database.queries
        .execute(sql`insert into auth_session (id, token, user_id, expires_at, updated_at, code_at)
        values ('s', 't', 'u', now(), now(), now())`);
      const meanwhile = await run(['second-factor', '--take-from', 'u@x'], { FIELDSYNC_DATA: data });
      expect([meanwhile.code, meanwhile.out]).toEqual([1, '']);
    });
    const take = (email: string) => run(['second-factor', '--take-from', email], { FIELDSYNC_DATA: data });
    expect(await take('nobody@x')).toMatchObject({ code: 1, err: 'There is no account with this email.\n' });
    expect(await take('U@x')).toMatchObject({ code: 0, err: '' });
    expect(await take('u@x')).toMatchObject({ code: 1, err: 'This account has no authenticator app.\n' });
    await opened(data, async ({ queries }) => {
      const { rows } = await queries.execute(sql`select
        (select count(*)::int from second_factors) as left, (select code_at from auth_session) as code,
        (select actor || ' ' || act || ' ' || subject from audit_log order by seq desc limit 1) as noted`);
      expect(rows).toEqual([{ left: 0, code: null, noted: ' second-factor:reset u' }]);
    });
  });

  it('[D1] backup asks the running server; restore puts it back, sessions and all, and refuses until the server stops', async () => {
    const server = new MainProcess(main, { FIELDSYNC_DATA: data });
    const url = await server.url();
    expect(statSync(join(data, 'control')).mode & 0o777).toBe(0o600);
    const json = { 'content-type': 'application/json' };
    const credentials = { email: 'amina@fieldsync.test', password: 'amina-in-bama' };
    const signIn = await fetch(url + paths.signIn, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(credentials),
    });
    const cookie = cookieOf(signIn);
    const push = async (at: string, number: number) => {
      const reply = await fetch(at + paths.exchange, {
        method: 'POST',
        headers: { ...json, cookie },
        body: JSON.stringify(exchangeBody({ operations: [create(number, number)] })),
      });
      return (await reply.json()) as { data?: { verdicts?: { except: unknown[] } } };
    };
    expect((await push(url, 1)).data?.verdicts?.except).toEqual([]);
    const taken = await run(['backup', '--to', folder], { FIELDSYNC_DATA: data });
    expect(taken.err).toBe('');
    expect(taken.out).toMatch(
      /holds 1 records, 1 operations, 4 accounts, 1 devices;[^]*complete: .*\.backup\n$/,
    );
    const [name = ''] = readdirSync(folder).filter((entry) => entry.endsWith('.backup'));
    const file = join(folder, name);
    expect((await push(url, 2)).data?.verdicts?.except).toEqual([]);
    const audit = await run(['audit', '--verify'], { FIELDSYNC_DATA: data });
    const [noted = ''] = /--noted \d+:[0-9a-f]{64}/.exec(audit.out) ?? [];
    expect(audit.out).toContain('All 1 lines of the audit log follow one another');
    const [option = '', value = ''] = noted.split(' ');

    const busy = await run(['restore', '--from', file, '--replace'], { FIELDSYNC_DATA: data });
    expect(busy).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Another Fieldsync process/) as string,
    });
    server.signal('SIGTERM');
    expect(await server.exit).toBe(0);
    expect(existsSync(join(data, 'control'))).toBe(false);
    const full = await run(['restore', '--from', file], { FIELDSYNC_DATA: data });
    expect(full).toMatchObject({ code: 1, err: expect.stringMatching(/not empty.*--replace/) as string });
    const done = await run(['restore', '--from', file, '--replace'], { FIELDSYNC_DATA: data });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/Start the server\.\n$/);

    const stopped = await run(['audit', '--verify', option, value], { FIELDSYNC_DATA: data });
    expect(stopped).toMatchObject({ code: 0, err: '' });
    expect(stopped.out).toContain('All 2 lines');
    const other = await run(
      ['audit', '--verify', option, value.replace(/[0-9a-f]$/, (last) => (last === '0' ? '1' : '0'))],
      {
        FIELDSYNC_DATA: data,
      },
    );
    expect(other).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Line 1 of the audit log is not the one/) as string,
    });

    const again = new MainProcess(main, { FIELDSYNC_DATA: data });
    const back = await again.url();
    expect((await push(back, 1)).data?.verdicts?.except).toMatchObject([[0, { status: 'duplicate' }]]);
    expect((await push(back, 2)).data?.verdicts?.except).toEqual([]);
    again.signal('SIGTERM');
    expect(await again.exit).toBe(0);
  }, 120_000);

  it('[D1] backup of a server that was killed reads its folder, and does not bring its schema up to date', async () => {
    const empty = await run(['backup', '--to', folder], { FIELDSYNC_DATA: data });
    expect(empty).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no database in/) as string,
    });
    expect(existsSync(data)).toBe(false);
    const taken = await run(['backup', '--to', join(folder, 'a.backup')], { FIELDSYNC_DATA: kept });
    expect(taken.err).toBe('');
    const restored = await run(['restore', '--from', join(folder, 'a.backup')], { FIELDSYNC_DATA: data });
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(await opened(data, comparableContents)).toEqual(contents);
    const twice = await run(['backup', '--to', join(folder, 'a.backup')], { FIELDSYNC_DATA: kept });
    expect(twice.err).toMatch(/is there already/);
  }, 60_000);

  it('[D2] restore that is killed anywhere leaves the old database or the new one', async () => {
    await run(['restore', '--from', backup], { FIELDSYNC_DATA: data });
    await opened(data, (database) => database.queries.execute(sql`update auth_user set name = 'old'`));
    const began = performance.now();
    await run(['restore', '--from', backup, '--replace'], { FIELDSYNC_DATA: data });
    const tookMs = performance.now() - began;
    await opened(data, (database) => database.queries.execute(sql`update auth_user set name = 'old'`));
    const seen = new Set<string>();
    for (let kill = 1; kill <= 5; kill += 1) {
      const program = startProgram(cli, ['restore', '--from', backup, '--replace'], { FIELDSYNC_DATA: data });
      await wait((tookMs * kill) / 6);
      program.kill();
      await program.ended;
      const after = await opened(data, comparableContents);
      const isOld = (after['auth_user'] ?? []).join().includes('"old"');
      seen.add(isOld ? 'old' : 'new');
      const { auth_user: _, ...rest } = after;
      const { auth_user: __, ...expected } = contents;
      expect(rest).toEqual(expected);
      expect(after['auth_user']).toHaveLength(1);
    }
    expect(seen).toContain('old');
  }, 180_000);

  it('[D2] restore looks at the whole file before it opens the database', async () => {
    const file = join(folder, 'torn.backup');
    copyFileSync(backup, file);
    writeFileSync(file, randomBytes(40), { flag: 'r+' });
    const refused = await run(['restore', '--from', file], { FIELDSYNC_DATA: data });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/is damaged|is not a backup/);
    expect(existsSync(data)).toBe(false);
    const checked = await run(['restore', '--from', backup, '--check'], { FIELDSYNC_DATA: data });
    expect(checked).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toMatch(/The backup is whole\. Nothing was restored/);
    expect(existsSync(data)).toBe(false);
  });

  it('backup keeps as many as it is told to, and nothing of anybody else’s goes', async () => {
    writeFileSync(join(folder, 'notes.backup'), '');
    for (const hour of ['01', '02', '03'])
      writeFileSync(join(folder, `fieldsync-20260101-${hour}0000.backup`), '');
    const taken = await run(['backup', '--to', folder, '--keep', '2'], { FIELDSYNC_DATA: kept });
    expect(taken.err).toBe('');
    const left = readdirSync(folder).sort();
    expect(left).toHaveLength(3);
    expect(left[0]).toBe('fieldsync-20260101-030000.backup');
    expect(left[2]).toBe('notes.backup');
  });

  it.each([[['backup', '--keep', '0']], [['restore']], [['restore', '--frum', 'x']], [['something']], [[]]])(
    'says what is wrong with %j',
    async (args) => {
      const ended = await run(args, { FIELDSYNC_DATA: data });
      expect(ended.code).toBe(1);
      expect(ended.err).not.toMatch(/ {4}at /);
      expect(ended.err.length).toBeGreaterThan(10);
      expect(existsSync(data)).toBe(false);
    },
  );

  describe.each(testPostgres())('with $name', () => {
    it('[D1] move from the embedded database to it and back, and every table is the same', async () => {
      const url = new URL(process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '');
      const name = `fieldsync_test_move_${randomBytes(4).toString('hex')}`;
      const administrator = new Client({ connectionString: url.href });
      await administrator.connect();
      await administrator.query(`create database ${name}`);
      url.pathname = `/${name}`;
      const there = { FIELDSYNC_DATA: data, DATABASE_URL: url.href };
      const moved = await run(['restore', '--from', backup], there);
      expect(moved).toMatchObject({ code: 0, err: '' });
      expect(moved.out).toContain(`the Postgres database ${name} on`);
      expect(moved.out).not.toContain(url.password);
      // A server on it keeps a restore away.
      const server = new MainProcess(main, there);
      await server.url();
      const busy = await run(['restore', '--from', backup, '--replace'], there);
      expect(busy.err).toMatch(/^A server is using this database/);
      server.signal('SIGTERM');
      await server.exit;
      await run(['restore', '--from', backup, '--replace'], there);
      const file = join(folder, 'from-postgres.backup');
      expect(await run(['backup', '--to', file], there)).toMatchObject({ code: 0, err: '' });
      await run(['restore', '--from', file], { FIELDSYNC_DATA: join(folder, 'home') });
      expect(await opened(join(folder, 'home'), comparableContents)).toEqual(contents);
      await administrator.query(`drop database ${name} with (force)`);
      await administrator.end();
    }, 120_000);
  });
});
