import type { HoldReason } from '@fieldsync/protocol';

/** One reason why nothing, or not everything, goes now. */
export interface Hold {
  readonly reason: HoldReason;
  /** When it ends by itself, ms since 1970, if that is known. */
  readonly until?: number;
  /** Who, for `office`. */
  readonly by?: string;
  /** For `battery`: the level that is needed, %. */
  readonly level?: number;
  /** Critical records go all the same. */
  readonly exceptCritical: boolean;
}
