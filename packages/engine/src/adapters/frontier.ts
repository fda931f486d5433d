import type { Lane, MetaRows, OutboxItem } from '../core/stored.ts';
import type { PlaceInLine } from '../ports.ts';
import { comesBefore } from './comes-before.ts';
import type { TransactionMeta } from './transaction-meta.ts';

type Places = MetaRows['frontier'];

/** One look at a lane from its frontier on: which items wait there, in the order in which they lie. */
export interface Look {
  readonly from: PlaceInLine | undefined;
  /** Up to `last`. */
  readonly passedOver: readonly OutboxItem[];
  /** The last that was left out when it was looked at; undefined also where more were passed over than were asked for. */
  readonly last: PlaceInLine | undefined;
  /** From `last` on, or from `from`. */
  readonly behind: readonly OutboxItem[];
}

/**
 * How far the front of each lane has been gone through: up to there nothing waits but what is on the way or has arrived, whose
 * rows lie there until they are folded away. Every request looked through their ids again: with folding in between, for that
 * reason, 10,000 records took 14.6 s, and 8.2 s since (docs/benchmarks.md).
 *
 * Kept on disk, so that whoever puts an item in line further ahead, in whatever page, takes it back in the same transaction.
 */
export class Frontier {
  readonly #meta: TransactionMeta;
  readonly #looks = new Map<Lane, Look>();

  /** @param meta with the row `frontier` loaded */
  constructor(meta: TransactionMeta) {
    this.#meta = meta;
  }

  get #places(): Places {
    return this.#meta.known('frontier') ?? {};
  }

  /** Where a look behind `after` begins. */
  from(lane: Lane, after: PlaceInLine | undefined): PlaceInLine | undefined {
    const place = this.#places[lane];
    if (place === undefined || after === undefined) return place ?? after;
    return comesBefore(place, after) ? after : place;
  }

  /** It waits there from now on. */
  pullBack({ lane, order, seq }: Pick<OutboxItem, 'lane' | 'order' | 'seq'>): void {
    this.#looks.delete(lane);
    const place = this.#places[lane];
    if (place !== undefined && !comesBefore(place, { order, seq }))
      this.#move(lane, justBefore({ order, seq }));
  }

  /** Something waits again, and nobody here knows where. */
  clear(): void {
    this.#looks.clear();
    this.#meta.delete('frontier');
  }

  note(lane: Lane, look: Look): void {
    this.#looks.set(lane, look);
  }

  flush(isLeftOut: (itemId: string) => boolean): void {
    for (const [lane, look] of this.#looks) {
      const place = reachedBy(look, isLeftOut);
      const before = this.#places[lane];
      if (place !== undefined && (before === undefined || comesBefore(before, place)))
        this.#move(lane, place);
    }
    this.#looks.clear();
  }

  #move(lane: Lane, { order, seq }: PlaceInLine): void {
    this.#meta.put('frontier', { ...this.#places, [lane]: { order, seq } });
  }
}

/** The last place up to which a look saw nothing that waits still. */
function reachedBy(look: Look, isLeftOut: (itemId: string) => boolean): PlaceInLine | undefined {
  let place = look.from;
  for (const item of look.passedOver) {
    if (!isLeftOut(item.id)) return justBefore(item);
    place = item;
  }
  place = look.last ?? place;
  for (const item of look.behind) {
    if (!isLeftOut(item.id)) return place;
    place = item;
  }
  return place;
}

/** `seq` counts in whole numbers. */
const justBefore = ({ order, seq }: PlaceInLine): PlaceInLine => ({ order, seq: seq - 1 });
