/**
 * How long the next PIN must wait after so many wrong ones. It keeps a finder's fingers slow; against who copies the storage
 * only the rounds of the key derivation count.
 */
export const LONGEST_PIN_DELAY_MS = 300_000;
const FREE_TRIES = 2;

export function pinDelayMs(wrong: number): number {
  return wrong <= FREE_TRIES ? 0 : Math.min(LONGEST_PIN_DELAY_MS, 1_000 * 2 ** (wrong - FREE_TRIES));
}

/** A clock that was set back must lock nobody out: a time further off than any wait is none. */
export function mustWait(notBefore: number, now: number): boolean {
  return notBefore > now && notBefore <= now + LONGEST_PIN_DELAY_MS;
}
