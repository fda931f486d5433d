/**
 * - `interval`: to ask whether the office has something
 * - `critical`: a critical record waits
 * - `backoff`: a wait ends, ours or one that the office asked for
 * - `item`: the time of an item that was put off has come
 * - `rule`: a rule that holds ends by itself
 * - `busy`: another tab or the worker was at it, and may have died
 */
type LookReason = 'interval' | 'critical' | 'backoff' | 'item' | 'rule' | 'busy';

export interface NextLook {
  /** ms since 1970. */
  readonly at: number;
  readonly why: LookReason;
}
