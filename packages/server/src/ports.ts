/** What the server needs from the outside, by contract. Adapters implement it, contract suites in testing/ check them. */
import type { Change } from '@fieldsync/protocol';
import type { Batch, BatchState, Judgement } from './core/batch.ts';
import type { ConflictState, Decision } from './core/decide-conflict.ts';

/** Which records somebody may see: all, or their own and those in the areas that are assigned to them [R3]. */
export type FeedScope = { readonly kind: 'all' } | { readonly kind: 'person'; readonly userId: string };

export interface ChangeQuery {
  readonly scope: FeedScope;
  /**
   * The puller. With a cursor that still counts it is spared what it wrote itself and has whole; from the beginning it
   * gets everything.
   */
  readonly device: string;
  /** The puller's account: records that others made are marked. */
  readonly user: string;
  /** The device's cursor as it came; null for the beginning. */
  readonly after: string | null;
  /** At most this many changes. */
  readonly limit: number;
  /** About this many bytes of JSON; one change is always given, so that a puller gets on. */
  readonly limitBytes: number;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** Where to go on from. */
  readonly cursor: string;
  readonly more: boolean;
  /** The cursor was from another epoch or ahead of the feed (a restored backup): this page starts from the beginning. */
  readonly restarted: boolean;
  /** Areas that were taken away from the puller since its cursor [R3]. */
  readonly left: readonly string[];
  /** Ids of those whose score has changed by itself since the cursor: their version does not say so. */
  readonly rescored: ReadonlySet<string>;
}

export interface ExchangeStore {
  /**
   * Judges a batch and writes the outcome in ONE transaction: what `judge` is given stays true until its writes are
   * committed. When this resolves, they are on disk [S7]; when it throws, nothing was written. `judge` must be pure: a
   * race with another writer runs it again.
   */
  transact(batch: Batch, judge: (state: BatchState, batch: Batch) => Judgement): Promise<Judgement>;

  /**
   * The latest state of records that changed after the cursor, oldest change first. Following the cursor misses no
   * committed change, and gives each record only ever newer states [R1]. With each record come all decisions on conflicts
   * of this device on it; such a record is never spared [K2].
   *
   * A scope that changes is part of the feed: from where an area was assigned its older records are given, where it was taken
   * away the page says so, and a record that leaves the scope is a change with `left` [R3].
   */
  readChanges(query: ChangeQuery): Promise<ChangePage>;
}

export interface ConflictStore {
  /**
   * Judges one conflict and writes the outcome in ONE transaction, as `ExchangeStore.transact` does: the record's new
   * state with its place in the feed, the conflict, the line of the audit log. Of two at once the second sees what the
   * first has written. `judge` must be pure.
   * @returns undefined when there is no such conflict
   */
  decide(id: string, judge: (state: ConflictState) => Decision): Promise<Decision | undefined>;
}
