import type { RecordCounts, StoredRecord } from './stored.ts';

export const NO_RECORDS: RecordCounts = { phone: 0, sending: 0, office: 0, needs: 0, conflict: 0 };

/** Kept up to date with each write: IndexedDB counts by walking, 100,000 records for one number on the screen. */
export function recountRecords(
  counts: RecordCounts,
  before: Pick<StoredRecord, 'state'> | undefined,
  after: Pick<StoredRecord, 'state'> | undefined,
): RecordCounts {
  if (before?.state === after?.state) return counts;
  const next = { ...counts };
  if (before !== undefined) next[before.state] -= 1;
  if (after !== undefined) next[after.state] += 1;
  return next;
}
