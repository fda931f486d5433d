import { placed } from './queue-order.ts';
import type { OutboxItem, StoredRecord } from './stored.ts';

/**
 * An unsent item as its record is scored now; the very same when nothing differs. What the office may know already keeps
 * what it says, its score too: only its place in line is another [S1].
 * @param needed the highest chain score among the items that wait for it, 0 for none [S4]
 */
export function rescoredItem(
  item: OutboxItem,
  record: Pick<StoredRecord, 'score' | 'override'>,
  needed: number,
): OutboxItem {
  /* What cannot be read stays as it lies on the disk [C3]. */
  if (item.unreadable === true) return item;
  const chainScore = Math.max(record.score, needed);
  const score = item.mayBeKnown || item.state === 'sending' ? item.score : record.score;
  const overridden = record.override !== undefined;
  if (chainScore === item.chainScore && score === item.score && overridden === (item.overridden === true))
    return item;
  const { overridden: _before, ...rest } = item;
  return { ...placed(rest, chainScore), score, ...(overridden ? { overridden: true } : {}) };
}
