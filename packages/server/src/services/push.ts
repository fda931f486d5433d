import { applyBatch } from '../core/apply-batch.ts';
import type { Batch, Judgement } from '../core/batch.ts';
import type { ExchangeStore } from '../ports.ts';
import type { EventBus } from './event-bus.ts';

/**
 * Applies a batch and tells who listens: the one way in which records come in, from whatever app. When it resolves, the
 * outcome is on disk [S7].
 * @throws only when nothing of the batch was written
 */
export async function push(
  { store, bus }: { readonly store: ExchangeStore; readonly bus: EventBus },
  batch: Batch,
): Promise<Judgement> {
  const judgement = await store.transact(batch, applyBatch);
  if (judgement.writes.records.length > 0) bus.publish({ kind: 'committed' });
  if (judgement.writes.jobs.length > 0) bus.publish({ kind: 'jobs' });
  for (const { id, recordId } of judgement.writes.conflicts)
    bus.publish({ kind: 'conflict', conflictId: id, recordId, status: 'OPEN' });
  return judgement;
}
