/** Tries of one job before it waits for a person: the last one comes 20 to 45 minutes after the first. */
export const MAX_JOB_ATTEMPTS = 10;
const FIRST_MS = 5_000;

/**
 * When a job that failed is tried again: exponential backoff with full jitter, so that what failed together does not come
 * back together.
 * @param attempts how often it was tried, this time included
 * @param chance 0 up to 1
 * @returns ms from now; undefined when it was the last try
 */
export function retryJobAfterMs(attempts: number, chance: number): number | undefined {
  if (attempts >= MAX_JOB_ATTEMPTS) return undefined;
  const ceiling = FIRST_MS * 2 ** (attempts - 1);
  // Never at once: what is down needs a moment.
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}
