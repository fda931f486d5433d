import type { ManualOverride, RecordedVerdict } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { Batch, BatchState } from '../../../core/batch.ts';
import { dependenciesOf } from '../../../core/dependencies.ts';
import type { StoredRecord } from '../../../core/stored-record.ts';
import type { Queries } from '../../database.ts';
import { storedRecord } from './stored-record-row.ts';
import { uuids } from './uuids.ts';

/** One row of five small questions that are asked together: a round trip costs more than any of them. */
interface Found extends Record<string, unknown> {
  readonly kind: 'ledger' | 'record' | 'known' | 'fence' | 'awaited';
  readonly id: string;
  readonly text: string | null;
  readonly json: Readonly<Record<string, unknown>> | null;
}

const recordIds = (batch: Batch): string[] => [
  ...new Set(batch.operations.map((operation) => operation.entityId)),
];

/** What is known of a batch, in one snapshot. */
export async function loadBatch(queries: Queries, batch: Batch): Promise<BatchState> {
  const records = uuids(recordIds(batch));
  const dependencies = [...new Set(batch.operations.flatMap(dependenciesOf))];
  const { rows } = await queries.execute<Found>(sql`
    select 'ledger' as kind, id, actor_id as text, verdict as json from operations
      where id = any(${uuids(batch.operations.map((operation) => operation.id))})
    union all
    select 'record', id, null, to_jsonb(records) from records where id = any(${records})
    union all
    select 'known', id, null, null from records where id = any(${uuids(dependencies)})
    union all
    select 'fence', record_id, id::text, null from conflicts
      where record_id = any(${records}) and device_id = ${batch.deviceId} and status = 'OPEN'
    union all
    select 'awaited', record_id, null, override from awaited_overrides where record_id = any(${records})`);

  const state = {
    ledger: new Map<string, { actorId: string; verdict: RecordedVerdict }>(),
    records: new Map<string, StoredRecord>(),
    known: new Set<string>(),
    fenced: new Map<string, string>(),
    awaited: new Map<string, ManualOverride>(),
  };
  for (const { kind, id, text, json } of rows) {
    if (kind === 'known') state.known.add(id);
    else if (kind === 'fence') state.fenced.set(id, text ?? '');
    else if (json === null) throw new Error(`a ${kind} row came without its content`);
    else if (kind === 'record') state.records.set(id, storedRecord(json));
    else if (kind === 'awaited') state.awaited.set(id, json as unknown as ManualOverride);
    else state.ledger.set(id, { actorId: text ?? '', verdict: json as RecordedVerdict });
  }
  return state;
}

/**
 * Holds the batch's records until the transaction ends. To be done before `loadBatch`: whoever waited for a lock then sees
 * the ledger that the other one wrote. In the order of ids, so that two batches cannot hold each other.
 */
export async function lockRecords(queries: Queries, batch: Batch): Promise<void> {
  await queries.execute(
    sql`select 1 from records where id = any(${uuids(recordIds(batch))}) order by id for update`,
  );
}
