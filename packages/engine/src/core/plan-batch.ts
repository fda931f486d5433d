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
  const batch: Candidate[] = [];
  const taken = new Set<string>();
  let bytes = 0;
  for (const candidate of candidates) {
    const { item } = candidate;
    if (taken.has(item.id)) continue;
    /* An item that waits for another one is passed over; those behind it on the same record name it among theirs. */
    if (!needsOf(candidate).every(({ id }) => taken.has(id))) continue;
    const fits = batch.length < limits.items && bytes + item.sizeBytes <= limits.bytes;
    if (!fits && batch.length > 0) return { batch: itemsOf(withoutHalves(batch, candidate)), full: true };
    batch.push(candidate);
    taken.add(item.id);
    bytes += item.sizeBytes;
  }
  return { batch: itemsOf(batch), full: batch.length >= limits.items };
}

const itemsOf = (candidates: readonly Candidate[]): readonly OutboxItem[] =>
  candidates.map(({ item }) => item);
const needsOf = ({ before, creators }: Candidate): readonly OutboxItem[] => [...before, ...creators];

/** Ending before what the next one waits for, a batch must still be about as large as it may be. */
const LEAST_OF_BATCH = 0.875;

/**
 * The next one waits for something at the end of this batch, which would be answered before it could leave: both go with the next
 * request. Not where something more urgent would stay behind with them [S4], or something that waits for what goes.
 */
function withoutHalves(batch: readonly Candidate[], next: Candidate): readonly Candidate[] {
  const needed = new Set(needsOf(next).map(({ id }) => id));
  const first = batch.findIndex(({ item }) => needed.has(item.id));
  if (first < LEAST_OF_BATCH * batch.length) return batch;
  const goes = batch.slice(0, first);
  const going = new Set(goes.map(({ item }) => item.id));
  const mayStay = (each: Candidate): boolean =>
    each.item.chainScore <= next.item.chainScore && !needsOf(each).some(({ id }) => going.has(id));
  return batch.slice(first).every(mayStay) ? goes : batch;
}
