/**
 * Picks what goes into the next request. Pure; the shell hands in candidates in sending order.
 *
 * [S2] items of one record go in capture order, or not at all
 * [S3] an item that refers to a record goes after the item that creates it, or in the same batch behind it
 * [S4] candidates come in order of score; one that must wait is passed over, never waited for [S5]
 */
import type { OutboxItem } from './stored.ts';

export interface BatchLimits {
  readonly items: number;
  /** JSON bytes. At least one item goes, however large. */
  readonly bytes: number;
}

export interface Candidate {
  readonly item: OutboxItem;
  /** Unsent items of the same record that were captured before this one, or are on the way. */
  readonly before: readonly OutboxItem[];
  /** Unsent items that create the records it refers to. */
  readonly creators: readonly OutboxItem[];
}

export interface BatchPlan {
  readonly batch: readonly OutboxItem[];
  /** It ended at a limit: further candidates could not change it. */
  readonly full: boolean;
}

export function planBatch(candidates: readonly Candidate[], limits: BatchLimits): BatchPlan {
  const batch: OutboxItem[] = [];
  const taken = new Set<string>();
  let bytes = 0;
  for (const candidate of candidates) {
    const { item, before, creators } = candidate;
    if (taken.has(item.id)) continue;
    /* An item that waits for another one is passed over; those behind it on the same record name it among theirs. */
    if (![...before, ...creators].every((needed) => taken.has(needed.id))) continue;
    const fits = batch.length < limits.items && bytes + item.sizeBytes <= limits.bytes;
    if (!fits && batch.length > 0) return { batch: withoutHalves(batch, candidate), full: true };
    batch.push(item);
    taken.add(item.id);
    bytes += item.sizeBytes;
  }
  return { batch, full: batch.length >= limits.items };
}

/** Ending before what the next one waits for, a batch must still be about as large as it may be. */
const LEAST_OF_BATCH = 0.875;

/**
 * The next one waits for something at the end of this batch, which would be answered before it could leave: both go with the next
 * request.
 */
function withoutHalves(batch: readonly OutboxItem[], next: Candidate): readonly OutboxItem[] {
  const needed = new Set([...next.before, ...next.creators].map(({ id }) => id));
  const first = batch.findIndex(({ id }) => needed.has(id));
  return first >= LEAST_OF_BATCH * batch.length ? batch.slice(0, first) : batch;
}
