/**
 * Exponential backoff with full jitter: uniform between 0 and the doubled ceiling. Full jitter spreads the devices
 * that a mast lets go at the same moment better than any other (AWS Architecture Blog, "Exponential Backoff And
 * Jitter", 2015).
 * @param attempt 0 for the first wait
 * @param roll uniform in [0, 1)
 * @returns ms
 */
export function backoffMs(
  attempt: number,
  roll: number,
  bounds: { readonly baseMs: number; readonly capMs: number },
): number {
  const ceiling = Math.min(bounds.capMs, bounds.baseMs * 2 ** Math.min(attempt, 30));
  return Math.floor(roll * ceiling);
}

/**
 * The office tells all phones the same Retry-After, and would have all of them back in the same moment: each comes up to a
 * quarter later, at most half a minute. Never earlier than asked.
 */
export function askedWaitMs(askedMs: number, roll: number): number {
  return askedMs + Math.floor(roll * Math.min(askedMs / 4, 30_000));
}

/** Whatever anybody asks for, we look again after this. A later time on the disk is from a clock that was set back. */
export const LONGEST_WAIT_MS = 3_600_000;

/** Between sessions: a window of signal may be 20 s, so the first waits are short. */
export const SESSION_BACKOFF = { baseMs: 2_000, capMs: 300_000 } as const;

/** For one item that the office held or failed on. */
export const ITEM_BACKOFF = { baseMs: 10_000, capMs: 3_600_000 } as const;
