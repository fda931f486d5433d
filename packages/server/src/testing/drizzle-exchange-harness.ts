import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../adapters/database.ts';
import { DrizzleExchangeStore } from '../adapters/drizzle/drizzle-exchange-store.ts';
import { markRestored } from '../adapters/backup/restore-backup.ts';
import { restartFeed } from '../adapters/drizzle/queries/restart-feed.ts';
import { conflicts, jobOutbox } from '../adapters/drizzle/schema/index.ts';
import type { ExchangeStoreHarness } from './exchange-store-contract.ts';

/** Tables that a test writes; the feed's counter goes back to its start. */
const EMPTIED = sql`truncate records, operations, conflicts, job_outbox, devices, commands restart identity`;

/** The real store on an open database, emptied first. `close` leaves the database open for the next test. */
export async function drizzleExchangeHarness(database: Database): Promise<ExchangeStoreHarness> {
  const { queries } = database;
  await queries.execute(EMPTIED);
  await queries.execute(sql`update feed_counter set last = 0`);
  return {
    store: new DrizzleExchangeStore(database),
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
    async closeConflict(id) {
      await queries.update(conflicts).set({ status: 'RESOLVED' }).where(eq(conflicts.id, id));
    },
    restartFeed: () => restartFeed(queries),
    markRestored: () => markRestored(queries),
    close: async () => undefined,
  };
}
