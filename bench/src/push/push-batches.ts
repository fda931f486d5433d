import type { Operation } from '@fieldsync/protocol';
import { makeCorpus } from '../corpus.ts';

/** Three days back: nothing was captured after now. */
const AGE_MS = 3 * 86_400_000;

/**
 * New records in batches, each complete in itself: what a response answers is in the same batch, before it. Seeds are
 * counted on from `firstSeed`, so that no record is pushed twice.
 */
export function makePushBatches(
  { batches, size, firstSeed }: { batches: number; size: number; firstSeed: number },
  nowMs: number,
): Operation[][] {
  return Array.from({ length: batches }, (_, index) => {
    const corpus = makeCorpus({
      seed: firstSeed + index,
      // A tenth are edits of older records, which are left out here.
      count: Math.ceil(size * 1.25),
      language: 'en',
      phrases: 'odd',
      startMs: nowMs - AGE_MS,
    });
    const batch = corpus.filter(({ action }) => action === 'CREATE').slice(0, size);
    if (batch.length < size) throw new RangeError(`seed ${String(firstSeed + index)} gave too few records`);
    return batch;
  });
}
