import { sql } from 'drizzle-orm';
import { applyMigrations, knownMigrations } from '../adapters/backup/known-migrations.ts';
import type { Database } from '../adapters/database.ts';
import { DrizzleAuditLog } from '../adapters/drizzle/office/drizzle-audit-log.ts';
import { MIGRATIONS_FOLDER } from '../open-database.ts';
import { exampleHeartbeat } from './example-heartbeat.ts';
import { AWKWARD } from './fill-office.ts';

const migrations = knownMigrations(MIGRATIONS_FOLDER);
/** From this one on a device's standing is kept beside its report. */
export const STANDING = migrations.findIndex(({ tag }) => tag.endsWith('_fleet'));
/** From this one on a line of the audit log is part of the chain. */
const CHAINED = migrations.findIndex(({ tag }) => tag.endsWith('audit_chain_and_restored_versions'));

/** Its clock is a year behind; a critical record has been on it for half an hour. */
const HEARTBEAT = {
  ...exampleHeartbeat,
  queue: { ...exampleHeartbeat.queue, critical: 1, needsYou: 1 },
  clock: '2025-11-27T12:00:00.000Z',
  oldestCriticalAt: '2025-11-27T11:30:00.000Z',
  status: { ...exampleHeartbeat.status, holdReasons: ['offline', 'battery'] },
};

/** As a database of an older build: its schema, and a record, an account and a line of the audit log of that time. */
export async function asOfLevel(database: Database, level: number): Promise<void> {
  await database.transaction(async (queries) => {
    for (const table of new Set(migrations.flatMap(({ tables }) => [...tables])))
      await queries.execute(sql.raw(`drop table if exists "${table}" cascade`));
    await queries.execute(sql`drop table schema_migrations`);
    const functions = await queries.execute<{ name: string }>(
      sql`select proname as name from pg_proc where pronamespace = 'public'::regnamespace`,
    );
    for (const { name } of functions.rows) await queries.execute(sql.raw(`drop function "${name}" cascade`));
    await applyMigrations(queries, migrations.slice(0, level + 1));
    const { tables } = migrations[level] ?? { tables: new Set() };
    if (tables.has('feed_counter'))
      await queries.execute(sql`insert into feed_counter (epoch, last) values ('old', 1)`);
    if (tables.has('feed')) await queries.execute(sql`insert into feed (epoch, base) values ('old', 1)`);
    await queries.execute(sql`insert into config_version (version) values (4)`);
    await queries.execute(
      sql`insert into auth_user (id, name, email, updated_at) values ('u', 'U', 'u@x', now())`,
    );
    if (level < STANDING)
      await queries.execute(sql`insert into devices (id, user_id, first_seen, last_seen, heartbeat, heartbeat_at)
        values ('0190a000-0000-7000-8000-00000000000d', 'u', now(), now(), ${JSON.stringify(HEARTBEAT)}::jsonb,
          '2026-11-27T12:00:00Z')`);
    await queries.execute(sql`insert into records (id, type, version, data, field_versions, created_by, updated_by,
        captured_at, received_at, changed_at, score, priority_reasons, cursor)
      values ('0190a000-0000-7000-8000-000000000001', 'ASSESSMENT', 3,
        ${JSON.stringify({ additionalDetails: AWKWARD })}::jsonb, '{}', 'u', 'u', now(), now(), now(), 40, '[]', 1)`);
  });
  if (level < CHAINED)
    await database.queries.execute(sql`insert into audit_log (at, actor, act, subject, detail)
      values ('2026-11-20 09:00:00.123+00', 'u', 'old:act', 'somebody', ${JSON.stringify({ b: AWKWARD, a: 1.5 })}::jsonb)`);
  else
    await new DrizzleAuditLog(database).append({
      at: '2026-11-20T09:00:00.123Z',
      actor: 'u',
      act: 'old:act',
      subject: 'somebody',
      detail: { b: AWKWARD, a: 1.5 },
    });
}
