import type { RecordSummary } from '@fieldsync/protocol';
import type { LiveOrder } from './live-filters.ts';

/** What the office sorts by; a page ends at one of these. */
export type LiveKey = Pick<RecordSummary, 'score' | 'receivedAt' | 'id'>;

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

/** Emergencies first, then newest; or newest first. Ties by id, as the office breaks them. */
export function compareKeys(order: LiveOrder, a: LiveKey, b: LiveKey): number {
  const byScore = order === 'priority' ? b.score - a.score : 0;
  return byScore || descending(a.receivedAt, b.receivedAt) || descending(a.id, b.id);
}
