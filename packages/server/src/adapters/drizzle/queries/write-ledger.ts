import { sql } from 'drizzle-orm';
import type { LedgerEntry } from '../../../core/batch.ts';
import type { Queries } from '../../database.ts';

/** Enters operations in the ledger. One that is there already violates the primary key: the caller starts over [S1]. */
export async function writeLedger(queries: Queries, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await queries.execute(sql`
    insert into operations (id, device_id, actor_id, record_id, action, verdict, received_at)
    select id, "deviceId", "actorId", "recordId", action, verdict, "receivedAt"
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as t(
      id uuid, "deviceId" uuid, "actorId" text, "recordId" uuid, action text, verdict jsonb, "receivedAt" timestamptz)
    order by id`);
}
