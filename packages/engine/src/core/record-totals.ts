import type { RecordTotals, StoredRecord } from './stored.ts';

export const NO_RECORDS: RecordTotals = { phone: 0, office: 0, needs: 0, conflict: 0 };

type Counted = Pick<StoredRecord, 'state'>;

const countedAs = ({ state }: Counted): keyof RecordTotals => (state === 'sending' ? 'phone' : state);

/** Kept up to date with each write: IndexedDB counts by walking, 100,000 records for one number on the screen. */
export function recountRecords(
  totals: RecordTotals,
  before: Counted | undefined,
  after: Counted | undefined,
): RecordTotals {
  const next = { ...totals };
  if (before !== undefined) next[countedAs(before)] -= 1;
  if (after !== undefined) next[countedAs(after)] += 1;
  return next;
}
