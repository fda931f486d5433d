import type { Change } from '@fieldsync/protocol';
import type { FeedPosition, FeedStart } from './cursor.ts';
import { formatCursor } from './cursor.ts';

/** A change and its place in the feed. */
export interface PlacedChange {
  readonly position: number;
  readonly change: Change;
}

export interface PageCut {
  readonly changes: readonly Change[];
  readonly cursor: string;
  readonly more: boolean;
}

/**
 * Cuts a page to what the link can carry. One change is given whatever its size, or a large record would stop its
 * puller for ever.
 * @param found in the feed's order, from `start` on; all there is when `complete`
 */
export function cutPage(input: {
  readonly found: readonly PlacedChange[];
  readonly complete: boolean;
  readonly start: Pick<FeedStart, 'position' | 'everything'>;
  readonly head: FeedPosition;
  readonly limit: number;
  readonly limitBytes: number;
  /** Bytes of a change as JSON. */
  readonly sizeOf: (change: Change) => number;
}): PageCut {
  const { found, complete, start, head, limit, limitBytes, sizeOf } = input;
  const taken: PlacedChange[] = [];
  let bytes = 0;
  for (const placed of found.slice(0, limit)) {
    bytes += sizeOf(placed.change);
    if (bytes > limitBytes && taken.length > 0) break;
    taken.push(placed);
  }
  const more = !complete || taken.length < found.length;
  // At the end of the feed the cursor jumps to its head, past other people's changes, so that nobody looks at them again.
  const position = more ? (taken.at(-1)?.position ?? start.position) : head.position;
  return {
    changes: taken.map(({ change }) => change),
    // A walk from the beginning stays one over all its pages.
    cursor: formatCursor({ epoch: head.epoch, position, everything: more && start.everything }),
    more,
  };
}
