import type { OutboxItem, RecordState } from './stored.ts';

/** Needs you > two versions > sending > on this phone > at the office: the one mark for several items (design, section 3). */
export function recordState(items: readonly OutboxItem[]): RecordState {
  if (items.length === 0) return 'office';
  if (items.some((item) => item.state === 'shelf')) return 'needs';
  if (items.some((item) => item.state === 'conflict')) return 'conflict';
  if (items.some((item) => item.state === 'sending')) return 'sending';
  return 'phone';
}
