import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkBackup } from '../../backup/read-backup.ts';
import { settleLiveCopy } from '../../backup/settle-live-copy.ts';
import type { LivePart, SnapshotPart } from '../../backup/snapshot.ts';
import { writeBackup } from '../../backup/write-backup.ts';
import { applyBatch } from '../../core/apply-batch.ts';
import { MIGRATIONS_FOLDER } from '../../open-database.ts';
import { asOfLevel, STANDING } from '../../testing/as-of-level.ts';
import { comparableContents } from '../../testing/comparable-contents.ts';
import { AWKWARD, fillOffice } from '../../testing/fill-office.ts';
import { numberedBatch, RECORDS_PER_BATCH } from '../../testing/numbered-batch.ts';
import { device } from '../../testing/operations.ts';
import { tableContents } from '../../testing/table-contents.ts';
import { temporaryDirectories } from '../../testing/temporary-directory.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { Database } from '../database.ts';
import { DrizzleExchangeStore } from '../drizzle/drizzle-exchange-store.ts';
import { feed, records as recordTable } from '../drizzle/schema/index.ts';
import { verifyAuditChain } from '../drizzle/office/verify-audit-chain.ts';
import { knownMigrations } from './known-migrations.ts';
import { restoreBackup } from './restore-backup.ts';
import { countRows } from './row-page.ts';
import { takeLiveSnapshot, takeSnapshot } from './take-snapshot.ts';

const temporaryDirectory = temporaryDirectories();
const migrations = knownMigrations(MIGRATIONS_FOLDER);
const AT = '2026-11-27T05:30:00.000Z';
/** More records than are read at the last moment. */
const BATCHES = 450;

async function collect<Part>(take: (to: (part: Part) => Promise<void>) => Promise<void>): Promise<Part[]> {
  const parts: Part[] = [];
  await take(async (part) => {
    parts.push(part);
  });
  return parts;
}
async function* each<Part>(parts: readonly Part[]): AsyncGenerator<Part> {
  yield* parts;
}
const backUp = async (database: Database, file: string) =>
  writeBackup(each(await collect<SnapshotPart>((to) => takeSnapshot(database, migrations, to))), file, AT);
const restore = (
  database: Database,
  file: string,
  wishes: { replace?: boolean; endSessions?: boolean } = {},
) => restoreBackup(database, { file, migrations, replace: false, endSessions: false, at: AT, ...wishes });
describe.each(testDatabases())('a backup of $name', ({ open }) => {
  let source: Database;
  let folder: string;
  beforeAll(async () => {
    source = await open();
    await fillOffice(source, 3);
  });
  afterAll(() => source.close());
  beforeEach(() => {
    folder = temporaryDirectory();
  });

  describe.each(testDatabases())('restored to $name', ({ open: openTarget }) => {
    let target: Database;
    beforeEach(async () => {
      target = await openTarget();
    });
    afterEach(() => target.close());

    it('[D1] has every row of every table, and counts on from where it stood', async () => {
      const file = join(folder, 'one.backup');
      await backUp(source, file);
      await restore(target, file);
      const contents = await comparableContents(source);
      expect(Object.values(contents).filter((rows) => rows.length > 0).length).toBeGreaterThan(15);
      expect(JSON.stringify(contents)).toContain(JSON.stringify(JSON.stringify(AWKWARD)).slice(3, 40));
      expect(await comparableContents(target)).toEqual(contents);
      // Also of lines that acts of the office wrote in their own transactions.
      expect(await verifyAuditChain(target.queries)).toMatchObject({ ok: true, lines: 7 });
      const next = await target.queries.execute<{ seq: string }>(
        sql`insert into job_outbox (kind, payload, created_at) values ('x', '{}', now()) returning id::text as seq`,
      );
      const jobs = await source.queries.execute<{ most: string | null }>(
        sql`select max(id)::text as most from job_outbox`,
      );
      expect(Number(next.rows[0]?.seq)).toBeGreaterThan(Number(jobs.rows[0]?.most ?? 0));
    });

    it('[R1] begins the feed anew, because positions since the backup are given out a second time', async () => {
      const file = join(folder, 'one.backup');
      await backUp(source, file);
      await restore(target, file);
      const [before] = await source.queries.select().from(feed);
      const [after] = await target.queries.select().from(feed);
      expect(after?.epoch).not.toBe(before?.epoch);
      const rows = await target.queries.select().from(recordTable);
      expect(rows.every(({ restoredVersion, version }) => restoredVersion === version)).toBe(true);
      await target.queries.execute(sql`update records set version = version + 2`);
      await backUp(target, join(folder, 'two.backup'));
      await restore(target, join(folder, 'two.backup'), { replace: true });
      const twice = await target.queries.select().from(recordTable);
      // A phone may have been away for both.
      expect(twice.every(({ restoredVersion, version }) => restoredVersion === version - 2)).toBe(true);
    });

    it('[R1] gives new changes positions beyond all restored ones, however few transactions the new database has seen', async () => {
      // As an office with some billion transactions behind it has them.
      await source.queries.execute(sql`update records set cursor = cursor + 1000000000000`);
      const file = join(folder, 'one.backup');
      await backUp(source, file);
      await source.queries.execute(sql`update records set cursor = cursor - 1000000000000`);
      await restore(target, file);
      const store = new DrizzleExchangeStore(target);
      const pull = (after: string | null) =>
        store.readChanges({
          scope: { kind: 'all' },
          device: device(77),
          user: 'x',
          after,
          limit: 1_000,
          limitBytes: 10_000_000,
        });
      const head = await pull(null);
      expect(head.more).toBe(false);
      expect(head.changes).toHaveLength(await countRows(target.queries, 'records'));
      expect(await pull(head.cursor)).toMatchObject({ changes: [], restarted: false });
      await store.transact(numberedBatch(99), applyBatch);
      expect((await pull(head.cursor)).changes).toHaveLength(RECORDS_PER_BATCH);
    });

    it('[D2] refuses a database that holds something, and replaces it when told to', async () => {
      const file = join(folder, 'one.backup');
      await backUp(source, file);
      await fillOffice(target, 1);
      const before = await tableContents(target);
      await expect(restore(target, file)).rejects.toThrow(/is not empty \(.* in records.*--replace/);
      expect(await tableContents(target)).toEqual(before);
      await restore(target, file, { replace: true, endSessions: true });
      expect(await comparableContents(target)).toEqual({
        ...(await comparableContents(source)),
        auth_session: [],
      });
    });

    it('[D2] that fails at its last row leaves what there was', async () => {
      const file = join(folder, 'one.backup');
      await backUp(source, file);
      await fillOffice(target, 1);
      const before = await tableContents(target);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, bytes.length - 30));
      await expect(restore(target, file, { replace: true })).rejects.toThrow(/is damaged/);
      expect(await tableContents(target)).toEqual(before);
    });
  });

  it('[D1] is readable by its owner alone, and leaves nothing beside it', async () => {
    const file = join(folder, 'one.backup');
    const summary = await backUp(source, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['one.backup']);
    expect(await checkBackup(file)).toEqual(summary);
    expect(summary.counts['records']).toBe(3 * RECORDS_PER_BATCH + 3);
  });

  it('[D2] is refused when any part of it is damaged', async () => {
    const file = join(folder, 'one.backup');
    await backUp(source, file);
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    const lines = text.split('\n').slice(0, -1);
    const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
    const without = (index: number): string[] => lines.filter((_, place) => place !== index);
    const changed = (index: number, from: string | RegExp, to: string): string[] =>
      lines.map((line, place) => (place === index ? line.replace(from, to) : line));
    const records = at('{"table":"records"}');
    const damages: Record<string, readonly string[]> = {
      'a row less': without(records + 1),
      'a row twice': [...lines.slice(0, records + 2), ...lines.slice(records + 1)],
      'a value changed': changed(records + 1, 'ASSESSMENT', 'RESPONSE'),
      'a count changed': changed(at('{"rows":'), /"rows":\d+/, '"rows":9999'),
      'a hash changed': changed(at('{"rows":'), /[0-9a-f]{10}"/, '0000000000"'),
      'a table less': lines.filter((line) => line !== '{"table":"records"}'),
      'an end less': without(at('{"rows":')),
      'a table that it does not name': changed(records, 'records', 'pg_class'),
      'another time': changed(0, AT, '2026-11-28T05:30:00.000Z'),
      'no trailer': lines.slice(0, -1),
      'something behind the trailer': [...lines, '[]'],
      'a header that names no columns': changed(0, /"columns":\[.*?\]/, '"columns":[]'),
      'a name that is a statement': changed(0, '"name":"records"', '"name":"records\\"; drop table records"'),
      'no line at all': [],
    };
    for (const [damage, damaged] of Object.entries(damages)) {
      expect(damaged, damage).not.toEqual(lines);
      writeFileSync(file, gzipSync(damaged.map((line) => `${line}\n`).join('')));
      await expect(checkBackup(file), damage).rejects.toThrow(/is damaged: |is not a backup/);
    }
    const bytes = gzipSync(text);
    for (let cut = 0; cut < 20; cut += 1) {
      writeFileSync(file, bytes.subarray(0, Math.floor((bytes.length * cut) / 20)));
      await expect(checkBackup(file), `cut ${cut}`).rejects.toThrow(/is damaged: |is not a backup/);
      const flipped = Buffer.from(bytes);
      const place = 10 + Math.floor(((bytes.length - 18) * cut) / 20);
      flipped[place] = (flipped[place] ?? 0) ^ 0x10;
      writeFileSync(file, flipped);
      await expect(checkBackup(file), `flipped ${place}`).rejects.toThrow(/is damaged: |is not a backup/);
    }
    writeFileSync(file, 'something else');
    await expect(checkBackup(file)).rejects.toThrow(/is not a backup of Fieldsync/);
    await expect(checkBackup(join(folder, 'none'))).rejects.toThrow(/There is no file/);
  });

  it('[D2] of a newer schema or format is refused by its name', async () => {
    const file = join(folder, 'one.backup');
    await backUp(source, file);
    const target = await open();
    const older = migrations.slice(0, -1);
    await expect(
      restoreBackup(target, { file, migrations: older, replace: false, endSessions: false, at: AT }),
    ).rejects.toThrow(/was made by a newer Fieldsync/);
    await expect(collect<SnapshotPart>((to) => takeSnapshot(source, older, to))).rejects.toThrow(
      /belongs to a newer Fieldsync/,
    );
    await target.close();
  });

  it('does not begin where it may not write, and says so', async () => {
    chmodSync(folder, 0o500);
    if (process.getuid?.() !== 0)
      await expect(backUp(source, join(folder, 'one.backup'))).rejects.toThrow(/EACCES/);
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o700);
  });

  describe.each(migrations.map(({ tag }, level) => ({ tag, level })))('at schema $tag', ({ level }) => {
    it('[D3] comes up to date when it is restored, with what was in it', async () => {
      const old = await open();
      await asOfLevel(old, level);
      const file = join(folder, 'old.backup');
      const summary = await backUp(old, file);
      expect(summary.header.migration.tag).toBe(migrations[level]?.tag);
      const target = await open();
      await restore(target, file, { replace: true });
      const applied = await target.queries.execute(sql`select hash from schema_migrations`);
      expect(applied.rows).toHaveLength(migrations.length);
      const found = await target.queries.execute(sql`select id, version, data from records`);
      expect(found.rows).toEqual([
        { id: '0190a000-0000-7000-8000-000000000001', version: 3, data: { additionalDetails: AWKWARD } },
      ]);
      const devices = await target.queries.execute(
        sql`select attention, oldest_critical_at = '2026-11-27T11:30:00Z' as "byOfficeClock", held, needs_person as needs from devices`,
      );
      const stands = { attention: 0, byOfficeClock: true, held: true, needs: true };
      expect(devices.rows).toEqual(level < STANDING ? [stands] : []);
      const lines = await target.queries.execute(
        sql`select act, subject from audit_log where act = 'old:act'`,
      );
      expect(lines.rows).toEqual([{ act: 'old:act', subject: 'somebody' }]);
      await expect(Promise.resolve(target.queries.execute(sql`delete from audit_log`))).rejects.toThrow();
      expect(await verifyAuditChain(target.queries)).toMatchObject({ ok: true, lines: 2 });
      await old.close();
      await target.close();
    });
  });
});

describe('a backup of an embedded database that is written to', () => {
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    const [on] = testDatabases();
    if (on === undefined) throw new Error('no database');
    database = await on.open();
    await fillOffice(database, BATCHES);
  });
  afterAll(() => database.close());
  beforeEach(() => {
    folder = temporaryDirectory();
  });

  it('[D1] is of one moment: every batch in it is whole, and what was acknowledged before it began is there', async () => {
    const store = new DrizzleExchangeStore(database);
    let number = BATCHES;
    let longest = 0;
    let ended = false;
    const writing = (async () => {
      while (!ended) {
        const began = performance.now();
        number += 1;
        await store.transact(numberedBatch(number), applyBatch);
        // An edit of what was copied early.
        await database.queries.execute(sql`update records set choice = 'HIGH' where id =
          (select id from records order by id limit 1 offset ${number % 1_000})`);
        longest = Math.max(longest, performance.now() - began);
      }
    })();
    const parts = await collect<LivePart>((to) => takeLiveSnapshot(database, migrations, to));
    ended = true;
    await writing;
    expect(number).toBeGreaterThan(BATCHES + 2);
    const file = join(folder, 'live.backup');
    const { counts } = await writeBackup(settleLiveCopy(each(parts), folder), file, AT);
    expect(readdirSync(folder)).toEqual(['live.backup']);
    const target = await (testDatabases()[0]?.open() ?? Promise.reject(new Error('no database')));
    await restore(target, file);
    const { rows } = await target.queries.execute<{
      records: number;
      operations: number;
      ids: number;
    }>(
      sql`select (select count(*)::int from records) as records,
        (select count(*)::int from operations) as operations, (select count(distinct cursor)::int from records) as ids`,
    );
    const [sums] = rows;
    const batches = ((sums?.records ?? 0) - 3) / RECORDS_PER_BATCH;
    expect(Number.isInteger(batches)).toBe(true);
    expect(batches).toBeGreaterThan(BATCHES);
    expect(batches).toBeLessThanOrEqual(number);
    expect(counts['records']).toBe(sums?.records);
    // Records and ledger are of the same moment.
    expect(sums?.operations).toBe(batches * RECORDS_PER_BATCH * 2 + 8);
    expect(sums?.ids).toBe(sums?.records);
    await target.close();
  });

  it('[D1] that loses rows meanwhile is taken again, never half', async () => {
    const removed = sql`delete from records where id = (select id from records order by id desc limit 1)`;
    let once = true;
    const parts = await collect<LivePart>((to) =>
      takeLiveSnapshot(database, migrations, async (part) => {
        if (part.kind === 'early' && part.table === 'records' && once) {
          once = false;
          await database.queries.execute(removed);
        }
        await to(part);
      }),
    );
    // The row was on a page that was read after it had gone, so the copy is right as it is.
    const whole = join(folder, 'whole.backup');
    await writeBackup(settleLiveCopy(each(parts), folder), whole, AT);
    expect((await checkBackup(whole)).counts['records']).toBe(await countRows(database.queries, 'records'));
    let last = true;
    const torn = await collect<LivePart>((to) =>
      takeLiveSnapshot(database, migrations, async (part) => {
        await to(part);
        if (part.kind === 'early' && part.table === 'records' && last) {
          last = false;
          await database.queries.execute(
            sql`delete from records where id = (select id from records order by id limit 1)`,
          );
        }
      }),
    );
    const file = join(folder, 'torn.backup');
    await expect(writeBackup(settleLiveCopy(each(torn), folder), file, AT)).rejects.toThrow('records');
    expect(readdirSync(folder)).toEqual(['whole.backup']);
  });
});
