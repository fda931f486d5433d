import { join } from 'node:path';
import type { DeviceId, UserId } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBackup } from '../../backup/write-backup.ts';
import type { SnapshotPart } from '../../backup/snapshot.ts';
import { MIGRATIONS_FOLDER } from '../../open-database.ts';
import { exampleHeartbeat } from '../../testing/example-heartbeat.ts';
import { device } from '../../testing/operations.ts';
import { temporaryDirectories } from '../../testing/temporary-directory.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { Database } from '../database.ts';
import { DrizzleAlertBook } from '../drizzle/office/drizzle-alert-book.ts';
import { DrizzleDeviceBook } from '../drizzle/office/drizzle-device-book.ts';
import { DrizzleReception } from '../drizzle/office/drizzle-reception.ts';
import { knownMigrations } from './known-migrations.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeSnapshot } from './take-snapshot.ts';

const temporaryDirectory = temporaryDirectories();
const migrations = knownMigrations(MIGRATIONS_FOLDER);
const LIMIT = { minutes: 60 };
const phone = device(1) as DeviceId;

describe.each(testDatabases())('an alert that a backup of $name holds', ({ open }) => {
  let source: Database;
  let target: Database;
  beforeAll(async () => {
    [source, target] = [await open(), await open()];
  });
  afterAll(async () => {
    await source.close();
    await target.close();
  });

  const says = async (database: Database, at: string, oldestCriticalAt?: string): Promise<void> => {
    await new DrizzleReception(database.queries).greet(phone, 'amina' as UserId, at, null);
    const { queue } = exampleHeartbeat;
    const critical = oldestCriticalAt === undefined ? 0 : 1;
    const heartbeat = { ...exampleHeartbeat, clock: at, queue: { ...queue, critical } };
    const more = oldestCriticalAt === undefined ? {} : { oldestCriticalAt };
    await new DrizzleDeviceBook(database.queries).report(phone, { ...heartbeat, ...more }, at);
  };
  const kindsOf = async (database: Database): Promise<readonly string[]> => {
    const { rows } = await database.queries.execute<{ kind: string }>(
      sql`select kind from job_outbox order by id`,
    );
    return rows.map(({ kind }) => kind);
  };

  it('[D1] goes on after a restore: it is not begun twice, its message is not forgotten, and the next report ends it', async () => {
    const before = new DrizzleAlertBook(source);
    await says(source, '2026-11-27T12:00:00.000Z', '2026-11-27T09:00:00.000Z');
    await before.look('2026-11-27T12:00:30.000Z', LIMIT);
    const [alert] = (await before.open(9)).items;
    const parts: SnapshotPart[] = [];
    await takeSnapshot(source, migrations, async (part) => void parts.push(part));
    const file = join(temporaryDirectory(), 'one.backup');
    async function* each(): AsyncGenerator<SnapshotPart> {
      yield* parts;
    }
    await writeBackup(each(), file, '2026-11-27T12:01:00.000Z');
    // What the restored office knows nothing of: the record came, and another one waits.
    await says(source, '2026-11-27T12:02:00.000Z');
    await before.look('2026-11-27T12:02:30.000Z', LIMIT);
    expect((await before.open(9)).count).toBe(0);

    const wishes = { migrations, replace: false, endSessions: false, at: '2026-11-27T13:00:00.000Z' };
    await restoreBackup(target, { file, ...wishes });
    const after = new DrizzleAlertBook(target);
    expect(await after.look('2026-11-27T13:00:30.000Z', LIMIT)).toEqual({ changed: 0, more: false });
    expect((await after.open(9)).items).toEqual([alert]);
    expect(await kindsOf(target)).toEqual(['alert:began']);
    await says(target, '2026-11-27T13:01:00.000Z');
    await after.look('2026-11-27T13:01:30.000Z', LIMIT);
    expect((await after.open(9)).count).toBe(0);
    expect(await kindsOf(target)).toEqual(['alert:began', 'alert:ended']);
  });
});
