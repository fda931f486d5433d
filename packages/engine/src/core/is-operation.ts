import type { OutboxItem } from './stored.ts';

/** The last moment that a Date can name, ms since 1970. */
const LAST_MOMENT = 8.64e15;

/** Whether an item can be written as an operation at all. Without what was captured it would be sent as an empty change. */
export function isOperation(item: OutboxItem): boolean {
  if (item.unreadable === true || !(Math.abs(item.capturedAt) <= LAST_MOMENT)) return false;
  switch (item.action) {
    case 'CREATE':
      return item.data !== undefined;
    case 'UPDATE':
      return item.patch !== undefined;
    case 'DELETE':
      return true;
    default:
      /* A later build's, or a disk that lost bits. */
      return false;
  }
}
