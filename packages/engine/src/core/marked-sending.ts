import type { OutboxItem } from './stored.ts';

/** The item as it is from the moment that its request may leave: the office may know it from then on [S1]. */
export function markedSending(item: OutboxItem, at: number): OutboxItem {
  return { ...item, state: 'sending', mayBeKnown: true, lastAttemptAt: at };
}
