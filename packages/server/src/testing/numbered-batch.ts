import type { Batch } from '../core/batch.ts';
import { batchOf, create, healthData, update } from './operations.ts';

/** Records of each numbered batch: it creates them and edits each once. */
export const RECORDS_PER_BATCH = 5;

/** The same number gives the same batch: to send it again is to repeat it. */
export function numberedBatch(number: number): Batch {
  const entities = Array.from({ length: RECORDS_PER_BATCH }, (_, index) => number * 100 + index);
  return batchOf([
    ...entities.map((entity) => create(entity, entity, healthData({ additionalDetails: 'x'.repeat(500) }))),
    ...entities.map((entity) => update(entity + 50, entity, 1, { additionalDetails: `batch ${number}` })),
  ]);
}
