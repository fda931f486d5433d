import type { DeviceId, RecordId, UserId } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { Database } from '../adapters/database.ts';
import { DrizzleExchangeStore } from '../adapters/drizzle/drizzle-exchange-store.ts';
import { DrizzleAuditLog } from '../adapters/drizzle/office/drizzle-audit-log.ts';
import { DrizzleConflictStore } from '../adapters/drizzle/drizzle-conflict-store.ts';
import { DrizzleOverrideBook } from '../adapters/drizzle/office/drizzle-override-book.ts';
import { DrizzleRecalculationBook } from '../adapters/drizzle/office/drizzle-recalculation-book.ts';
import { mintUuidV7 } from '../adapters/system-clock.ts';
import { applyBatch } from '../core/apply-batch.ts';
import { decideConflict } from '../core/decide-conflict.ts';
import { numberedBatch } from './numbered-batch.ts';
import { batchOf, create, device, healthData, remove, testId, update } from './operations.ts';
import { ruling } from './ruling.ts';

/** What is hard to carry over: line ends, quotes, characters beyond the usual, text that looks like something else. */
export const AWKWARD = 'a "quote", a \\ backslash,\na line\r\nand \u2028 one more \u{1F30D} null {} [1]';

/** Something in each table, and in each kind of column what is awkward to carry. @param batches numbered ones, ten operations each */
export async function fillOffice(database: Database, batches: number): Promise<void> {
  const { queries } = database;
  // Before the records: without it there are no jobs that tell of them.
  await queries.execute(sql`insert into webhooks (id, url, secret, events, created_by, created_at, last_error)
    values (gen_random_uuid(), 'https://hooks.example.org', 'whsec_x', '{record.critical,conflict.opened}', 'u1', now(), ${AWKWARD})`);
  const store = new DrizzleExchangeStore(database);
  for (let number = 1; number <= batches; number += 1)
    await store.transact(numberedBatch(number), applyBatch);
  const awkward = healthData({ additionalDetails: AWKWARD });
  await store.transact(batchOf([create(90_001, 90_001, awkward), create(90_002, 90_002)]), applyBatch);
  await store.transact(batchOf([update(90_003, 90_001, 1, { numberHealthFacilities: 7 })]), applyBatch);
  // Another device edits the same field from the same version: both values in one conflict.
  const other = { user: 'yusuf', device: 2, role: 'COORDINATOR' } as const;
  await store.transact(
    batchOf([update(90_004, 90_001, 1, { numberHealthFacilities: 9 })], other),
    applyBatch,
  );
  await store.transact(batchOf([remove(90_005, 90_002, 1)]), applyBatch);
  // A conflict that was decided, beside the one that is open.
  await store.transact(batchOf([create(90_006, 90_006)]), applyBatch);
  await store.transact(batchOf([update(90_007, 90_006, 1, { numberHealthFacilities: 7 })]), applyBatch);
  await store.transact(
    batchOf([update(90_008, 90_006, 1, { numberHealthFacilities: 9 })], other),
    applyBatch,
  );
  await new DrizzleConflictStore(database).decide(testId('operation', 90_008), (state) =>
    decideConflict(state, ruling({ version: state.record.version, strategy: 'LOCAL_WINS' })),
  );
  await queries.execute(sql`insert into auth_user (id, name, email, role, created_at)
    values ('u1', ${AWKWARD}, 'u1@fieldsync.test', 'ADMIN', '2026-11-20 09:00:00.123+00') on conflict do nothing`);
  await queries.execute(sql`insert into auth_session (id, expires_at, token, updated_at, user_id)
    values ('s1', now(), 't1', now(), 'u1') on conflict do nothing`);
  await queries.execute(sql`insert into affected_entities (id, name, kind, lga, ward, latitude, longitude)
    values (gen_random_uuid(), 'Kuya', 'CAMP', 'Bama', '', 11.518700000000001, -0.1) on conflict do nothing`);
  await queries.execute(sql`insert into settings (key, value, updated_at, updated_by)
    values ('null', 'null'::jsonb, now(), ''), ('deep', ${JSON.stringify({ z: [1.5e-9, AWKWARD], a: {} })}::jsonb, now(), '')`);
  await queries.execute(sql`insert into devices (id, user_id, first_seen, last_seen, clock_skew_ms)
    values (${device(1)}, 'amina', now(), 'infinity', -12345678901)`);
  await queries.execute(sql`insert into critical_alerts (id, device_id, since, limit_minutes, began_at)
    values (gen_random_uuid(), ${device(1)}, now(), 60, now())`);
  await queries.execute(sql`update job_outbox set state = 'failed', attempts = 10, score = 91, error = ${AWKWARD},
    finished_at = now(), claimed_until = now(), dispatched_at = now(), key = 'k' where id = (select min(id) from job_outbox)`);
  await queries.execute(sql`insert into consents (user_id, kind, agreed, text_version, text, chosen_at, received_at)
    values ('u1', 'figures', true, '1', ${AWKWARD}, now(), now())`);
  await queries.execute(sql`insert into erasures (id, user_id, records, at, requested_by, state, changed)
    values (gen_random_uuid(), 'gone', 'delete', now(), 'u1', 'done', 3)`);
  // One record that is here, one that is on a phone still.
  const by = {
    by: { id: 'u1' as UserId, name: AWKWARD, email: 'u1@fieldsync.test', role: 'ADMIN' },
    at: '2026-11-20T09:00:00.123Z',
  } as const;
  await new DrizzleOverrideBook(database).set(
    {
      recordIds: [testId('record', 90_001) as RecordId, testId('record', 99_999) as RecordId],
      score: 90,
      justification: AWKWARD,
      device: device(1) as DeviceId,
    },
    by,
    mintUuidV7,
  );
  await new DrizzleRecalculationBook(database).begin(testId('record', 1), by);
  const log = new DrizzleAuditLog(database);
  for (const subject of ['one', 'two'])
    await log.append({
      at: '2026-11-20T09:00:00.123Z',
      actor: 'u1',
      act: 'a:b',
      subject,
      detail: { b: AWKWARD, a: 1.5 },
    });
}
