const WINDOW_MS = 15 * 60_000;
/** A person who forgot tries a handful; a guesser needs thousands. */
const FAILURES_ALLOWED = 10;
/** Names that were never an account's count as well; the oldest are dropped, so that guessing names fills no memory. */
const NAMES_KEPT = 10_000;

/**
 * Counts failed sign-ins by account, so that guesses from many addresses are slow too; each address has its own limit
 * beside this. Who is signed in already is not touched.
 */
export class SignInThrottle {
  private readonly failures = new Map<string, readonly number[]>();

  /** How long this account must wait, ms; 0 when it may try now. */
  waitMs(email: string, now: number): number {
    const recent = this.recent(email, now);
    const oldest = recent.at(-FAILURES_ALLOWED);
    return oldest === undefined ? 0 : oldest + WINDOW_MS - now;
  }

  failed(email: string, now: number): void {
    const recent = [...this.recent(email, now), now].slice(-FAILURES_ALLOWED);
    this.failures.delete(email);
    this.failures.set(email, recent);
    if (this.failures.size <= NAMES_KEPT) return;
    const [oldest] = this.failures.keys();
    if (oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(email: string): void {
    this.failures.delete(email);
  }

  private recent(email: string, now: number): readonly number[] {
    return (this.failures.get(email) ?? []).filter((at) => at > now - WINDOW_MS);
  }
}
