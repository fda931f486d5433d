import type { ManualOverride, RecordedVerdict } from '@fieldsync/protocol';
import { asc, inArray, sql } from 'drizzle-orm';
import type { Batch, BatchState } from '../../../core/batch.ts';
import { dependenciesOf } from '../../../core/dependencies.ts';
import type { Queries } from '../../database.ts';
import { records } from '../schema/index.ts';
import { storedRecord } from './stored-record-row.ts';
import { uuids } from './uuids.ts';

/** One row of four small questions that are asked together: a round trip costs more than any of them. */
interface Found extends Record<string, unknown> {
  readonly kind: 'ledger' | 'known' | 'fence' | 'awaited';
  readonly id: string;
  readonly text: string | null;
  readonly verdict: RecordedVerdict | null;
  readonly override: ManualOverride | null;
}

/**
 * Locks the batch's records, then reads what else is known. In this order: whoever waited for a lock then sees the
 * ledger that the other one wrote. Locks are taken in the order of ids, so that two batches cannot hold each other.
 */
export async function loadBatch(queries: Queries, batch: Batch): Promise<BatchState> {
  const recordIds = [...new Set(batch.operations.map((operation) => operation.entityId))];
  const operationIds = batch.operations.map((operation) => operation.id);
  const dependencies = [...new Set(batch.operations.flatMap(dependenciesOf))];

  const locked = await queries
    .select()
    .from(records)
    .where(inArray(records.id, recordIds))
    .orderBy(asc(records.id))
    .for('update');
  const { rows } = await queries.execute<Found>(sql`
    select 'ledger' as kind, id, actor_id as text, verdict, null::jsonb as override from operations where id = any(${uuids(operationIds)})
    union all
    select 'known', id, null, null, null from records where id = any(${uuids(dependencies)})
    union all
    select 'fence', record_id, id::text, null, null from conflicts
      where record_id = any(${uuids(recordIds)}) and device_id = ${batch.deviceId} and status = 'OPEN'
    union all
    select 'awaited', record_id, null, null, override from awaited_overrides where record_id = any(${uuids(recordIds)})`);

  const ledger = new Map<string, { actorId: string; verdict: RecordedVerdict }>();
  const known = new Set<string>();
  const fenced = new Map<string, string>();
  const awaited = new Map<string, ManualOverride>();
  for (const { kind, id, text, verdict, override } of rows) {
    if (kind === 'known') known.add(id);
    else if (kind === 'fence') fenced.set(id, text ?? '');
    else if (override !== null) awaited.set(id, override);
    else if (verdict !== null) ledger.set(id, { actorId: text ?? '', verdict });
  }
  return {
    ledger,
    known,
    fenced,
    awaited,
    records: new Map(locked.map((row) => [row.id, storedRecord(row)])),
  };
}
