import type { Operation, Verdict } from '@fieldsync/protocol';
import { applyBatch } from '../core/apply-batch.ts';
import type { Batch, Judgement } from '../core/batch.ts';
import type { MemoryExchangeStore } from './memory-exchange-store.ts';
import { batchOf } from './operations.ts';

/** Several batches one after the other; the last one's judgement. */
export async function judgedAfter(
  store: MemoryExchangeStore,
  ...batches: readonly Batch[]
): Promise<Judgement> {
  let judgement = await store.transact(batchOf([]), applyBatch);
  for (const batch of batches) judgement = await store.transact(batch, applyBatch);
  return judgement;
}

/** A verdict in two words: its status, and its code or version. */
export function inShort(verdict: Verdict): string {
  if ('code' in verdict) return `${verdict.status} ${verdict.code}`;
  return 'version' in verdict ? `${verdict.status} ${verdict.version}` : verdict.status;
}

/** A field worker's phone. */
export const field = (...operations: readonly Operation[]): Batch => batchOf(operations);

/** The office's laptop: another account on another device. */
export const office = (...operations: readonly Operation[]): Batch =>
  batchOf(operations, { user: 'ibrahim', role: 'COORDINATOR', device: 2 });
