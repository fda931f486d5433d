import type { DeviceId, UserId } from '@fieldsync/protocol';
import { asc, eq, gt, max, sql } from 'drizzle-orm';
import type { Database } from '../adapters/database.ts';
import { DrizzleConflictStore } from '../adapters/drizzle/drizzle-conflict-store.ts';
import { DrizzleExchangeStore } from '../adapters/drizzle/drizzle-exchange-store.ts';
import { markRestored } from '../adapters/backup/restore-backup.ts';
import { DrizzleReception } from '../adapters/drizzle/office/drizzle-reception.ts';
import { DrizzleRetentionBook } from '../adapters/drizzle/office/drizzle-retention-book.ts';
import { assignAreas } from '../adapters/drizzle/queries/assign-areas.ts';
import { restartFeed } from '../adapters/drizzle/queries/restart-feed.ts';
import {
  affectedEntities,
  auditLog,
  conflicts,
  jobOutbox,
  webhooks,
} from '../adapters/drizzle/schema/index.ts';
import type { DecisionWrites } from '../core/decide-conflict.ts';
import { TELLS_OF } from '../core/job.ts';
import { testId } from './operations.ts';
import type { ExchangeStoreHarness } from './exchange-store-contract.ts';

const FIRST_GREETING_MS = Date.parse('2026-11-20T08:00:00.000Z');

type DecisionAct = DecisionWrites['audit']['act'];

/** Tables that a test writes. */
const EMPTIED = sql`truncate webhooks, records, operations, conflicts, job_outbox, devices, commands, account_areas, departures,
  affected_entities restart identity`;

/** Somebody outside who is to be told of everything: without one there are no jobs for it. */
const LISTENER = {
  id: '0190e000-0000-7000-8000-000000000001',
  url: 'https://example.org/told',
  secret: 'secret',
  events: Object.values(TELLS_OF),
  createdBy: 'amina',
  createdAt: new Date('2026-11-20T09:00:00Z'),
} as const;

/** The real store on an open database, emptied first. `close` leaves the database open for the next test. */
export async function drizzleExchangeHarness(database: Database): Promise<ExchangeStoreHarness> {
  const { queries } = database;
  await queries.execute(EMPTIED);
  await queries.insert(webhooks).values(LISTENER);
  // Its lines can be neither changed nor removed.
  const [last] = await queries.select({ seq: max(auditLog.seq) }).from(auditLog);
  const before = last?.seq ?? 0;
  const reception = new DrizzleReception(queries);
  const retention = new DrizzleRetentionBook(database);
  let greetings = 0;
  return {
    store: new DrizzleExchangeStore(database),
    conflicts: new DrizzleConflictStore(database),
    async openConflicts() {
      const rows = await queries.select().from(conflicts).where(eq(conflicts.status, 'OPEN'));
      return rows.map(({ status: _status, resolvedAt: _at, resolvedBy: _by, resolution: _how, ...row }) => ({
        ...row,
        capturedAt: row.capturedAt.toISOString(),
        createdAt: row.createdAt.toISOString(),
      }));
    },
    jobs: () =>
      queries
        .select({ kind: jobOutbox.kind, payload: jobOutbox.payload })
        .from(jobOutbox)
        .orderBy(asc(jobOutbox.id)),
    async audit() {
      const lines = await queries
        .select()
        .from(auditLog)
        .where(gt(auditLog.seq, before))
        .orderBy(asc(auditLog.seq));
      return lines.map(({ act, actor, subject }) => ({ act: act as DecisionAct, actor, subject }));
    },
    restartFeed: () => restartFeed(queries),
    markRestored: () => markRestored(queries),
    async settle(place, area) {
      const id = testId('place', place);
      const row = {
        id,
        name: area,
        kind: 'CAMP',
        lga: area,
        ward: 'ward',
        latitude: 11,
        longitude: 13,
      } as const;
      await queries.insert(affectedEntities).values(row).onConflictDoNothing();
    },
    async assign(userId, areas) {
      await database.transaction((within) => assignAreas(within, userId, areas));
    },
    async hear(device, user, cursor) {
      // Every second time within the half minute in which it is not noted again.
      greetings += 1;
      const at = new Date(FIRST_GREETING_MS + greetings * 20_000).toISOString();
      await reception.greet(device as DeviceId, user as UserId, at, cursor);
    },
    async purgeDepartures() {
      while ((await retention.purgeDepartures()) > 0);
    },
    async departures() {
      const { rows } = await queries.execute(sql`select 1 from departures`);
      return rows.length;
    },
    close: async () => undefined,
  };
}
