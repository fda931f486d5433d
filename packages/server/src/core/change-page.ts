import type { Change } from '@fieldsync/protocol';
import type { FeedPosition, FeedStart } from './cursor.ts';
import { formatCursor } from './cursor.ts';

/** A change and its place in the feed. */
export interface PlacedChange {
  readonly position: number;
  /** Of an older record of an area that was assigned at `position`: its own place. Null: the change lies in the feed itself. */
  readonly back: number | null;
  readonly change: Change;
}

/** Where the account's areas changed: a page does not go beyond it, because from there on others are given. */
export interface Turn {
  readonly position: number;
  /** Areas that were taken away there. */
  readonly left: readonly string[];
}

export interface PageCut {
  readonly changes: readonly Change[];
  readonly cursor: string;
  readonly more: boolean;
  /** Areas that the puller is to be told were taken away. */
  readonly left: readonly string[];
}

/**
 * Cuts a page to what the link can carry. One change is given whatever its size, or a large record would stop its
 * puller for ever.
 * @param found in the feed's order, from `start` on; all there is up to the turn, or the head, when `complete`
 */
export function cutPage(input: {
  readonly found: readonly PlacedChange[];
  readonly complete: boolean;
  readonly start: Pick<FeedStart, 'position' | 'back' | 'everything'>;
  readonly head: FeedPosition;
  readonly turn?: Turn | undefined;
  readonly limit: number;
  readonly limitBytes: number;
  /** Bytes of a change as JSON. */
  readonly sizeOf: (change: Change) => number;
}): PageCut {
  const { found, complete, start, head, turn, limit, limitBytes, sizeOf } = input;
  const taken: PlacedChange[] = [];
  let bytes = 0;
  for (const placed of found.slice(0, limit)) {
    bytes += sizeOf(placed.change);
    if (bytes > limitBytes && taken.length > 0) break;
    taken.push(placed);
  }
  const cut = !complete || taken.length < found.length;
  // At the end of the feed the cursor jumps to its head, past other people's changes, so that nobody looks at them again.
  const end = cut
    ? (taken.at(-1) ?? start)
    : { position: turn === undefined ? head.position : turn.position, back: null };
  const more = cut || turn !== undefined;
  const isTold = turn !== undefined && start.position < turn.position && end.position >= turn.position;
  return {
    changes: taken.map(({ change }) => change),
    // A walk from the beginning stays one over all its pages.
    cursor: formatCursor({
      epoch: head.epoch,
      position: end.position,
      back: end.back,
      everything: more && start.everything,
    }),
    more,
    left: isTold ? turn.left : [],
  };
}
