/** Longest that a server may send us away: a wrong clock in a date must not silence a phone for a year. */
const LONGEST_MS = 3_600_000;

/**
 * Retry-After in either form (RFC 9110, 10.2.3): seconds or a date.
 * @returns ms from now, or undefined when absent or unreadable
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.min(LONGEST_MS, Math.max(0, seconds * 1_000));
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.min(LONGEST_MS, Math.max(0, date - now));
}
