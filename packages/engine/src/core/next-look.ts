/**
 * When to look again by itself, and why then. Pure: the scheduler sleeps until it, screens say it.
 *
 * Nobody is there to look for most of the day, and each look wakes the radio: it stretches while it finds nothing [P2].
 */
import { LANES } from './lanes.ts';
import type { NextLook } from './look.ts';
import type { PolicyDecision } from './sync-policy.ts';

export interface Outlook {
  readonly intervalMs: number;
  /** Items that could go by themselves. */
  readonly sendable: number;
  /** A critical one is among them, and its time has come. */
  readonly critical: boolean;
  /** The earliest time among items that were put off; null: none is. */
  readonly earliestItemAt: number | null;
  readonly notBefore: number;
  readonly policy: Pick<PolicyDecision, 'lanes' | 'lookAgainAt' | 'mayAsk'>;
}

export interface LookInput extends Outlook {
  readonly now: number;
  /** Looks in a row that neither sent nor brought anything. */
  readonly quiet: number;
  readonly visible: boolean;
  /** Another context held the lock. */
  readonly busy: boolean;
  /** The phone has much to do. */
  readonly pressed: boolean;
}

/** A device that has nothing to say or to hear asks this often at least, unless its interval is longer. */
export const LONGEST_QUIET_MS = 3_600_000;
/** While a critical record waits and may go. Failures make their own, longer waits. */
export const CRITICAL_LOOK_MS = 60_000;
/** Another context is sending: look in again, in case it dies. */
export const BUSY_LOOK_MS = 10_000;

/** Where only some records may go, or none, nothing is gained by looking more often: what ends the rule tells of it. */
function isRestricted({ policy }: Outlook): boolean {
  return policy.lanes.length < LANES.length && !policy.mayAsk;
}

/** Nobody watches, or a rule spares something: then news can wait, too. */
function quietWait(input: LookInput): number {
  const longest = Math.max(input.intervalMs, LONGEST_QUIET_MS);
  if (!input.visible || isRestricted(input)) return longest;
  const doublings = input.quiet + (input.pressed ? 1 : 0);
  return Math.min(longest, input.intervalMs * 2 ** Math.min(doublings, 20));
}

export function nextLook(input: LookInput): NextLook {
  const { now, policy, notBefore } = input;
  const looks: NextLook[] = [{ at: now + quietWait(input), why: 'interval' }];
  const add = (at: number | null, why: NextLook['why']): void => {
    if (at !== null && at > now) looks.push({ at, why });
  };
  if (input.sendable > 0) {
    if (!isRestricted(input)) add(now + input.intervalMs, 'interval');
    add(notBefore, 'backoff');
    /* Where the rule that holds is the wait itself, both end at once, and the one named first stays. */
    add(policy.lookAgainAt, 'rule');
    if (input.busy) add(now + BUSY_LOOK_MS, 'busy');
    if (policy.lanes.length > 0) add(input.earliestItemAt, 'item');
    if (policy.lanes.length > 0 && input.critical) add(now + CRITICAL_LOOK_MS, 'critical');
  }
  return looks.reduce((first, look) => (look.at < first.at ? look : first));
}
