import { precedence, type SyncState } from './sync-state.ts';

export interface StripMark {
  id: string;
  state: SyncState;
  critical: boolean;
}

const order: readonly SyncState[] = ['send', 'phone', 'held', 'needs', 'conflict', 'office'];

/** How many marks of each state, in the order in which a strip draws them. */
export function countMarks(marks: readonly StripMark[]): { state: SyncState; count: number }[] {
  return order
    .map((state) => ({ state, count: marks.filter((mark) => mark.state === state).length }))
    .filter(({ count }) => count > 0);
}

/** Critical first, then what moves, then what waits, then what needs someone; equal marks keep their order. */
export function inStripOrder(marks: readonly StripMark[]): StripMark[] {
  const rank = (mark: StripMark): number => order.indexOf(mark.state) * 2 - (mark.critical ? 1 : 0);
  const byCritical = (mark: StripMark): number => (mark.critical && !isForPerson(mark.state) ? 0 : 1);
  return [...marks].sort((a, b) => byCritical(a) - byCritical(b) || rank(a) - rank(b));
}

const isForPerson = (state: SyncState): boolean => precedence.indexOf(state) < precedence.indexOf('held');
