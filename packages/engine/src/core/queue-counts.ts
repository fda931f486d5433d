import { bandOf } from '@fieldsync/protocol';
import type { OutboxItem, QueueCounts } from './stored.ts';

export const NO_ITEMS: QueueCounts = {
  critical: 0,
  high: 0,
  normal: 0,
  low: 0,
  needsYou: 0,
  conflict: 0,
  sending: 0,
  scoreSum: 0,
  overridden: 0,
};

const BAND_KEY = { CRITICAL: 'critical', HIGH: 'high', NORMAL: 'normal', LOW: 'low' } as const;

/** Every item counts in its band until the office has it; shelf, conflict and sending are counted beside that. */
function add(counts: QueueCounts, item: OutboxItem, by: 1 | -1): QueueCounts {
  const key = BAND_KEY[bandOf(item.score)];
  return {
    ...counts,
    [key]: counts[key] + by,
    needsYou: counts.needsYou + (item.state === 'shelf' ? by : 0),
    conflict: counts.conflict + (item.state === 'conflict' ? by : 0),
    sending: counts.sending + (item.state === 'sending' ? by : 0),
    ...(counts.scoreSum === undefined ? {} : { scoreSum: counts.scoreSum + by * item.score }),
    ...(counts.overridden === undefined
      ? {}
      : { overridden: counts.overridden + (item.overridden === true ? by : 0) }),
  };
}

/** Kept up to date with each write, so that showing a number never walks the queue. */
export function recount(
  counts: QueueCounts,
  before: OutboxItem | undefined,
  after: OutboxItem | undefined,
): QueueCounts {
  const without = before === undefined ? counts : add(counts, before, -1);
  const next = after === undefined ? without : add(without, after, 1);
  /* Of nothing everything is known, whatever the build before this one kept. */
  return totalItems(next) === 0 ? { ...next, scoreSum: 0, overridden: 0 } : next;
}

export function totalItems(counts: QueueCounts): number {
  return counts.critical + counts.high + counts.normal + counts.low;
}

/** Those that can go by themselves: not the ones that wait for a person. */
export function sendableItems(counts: QueueCounts): number {
  return totalItems(counts) - counts.needsYou - counts.conflict;
}
