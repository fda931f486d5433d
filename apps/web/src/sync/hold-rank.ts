import type { Hold } from '@fieldsync/engine';
import type { HoldReason } from '@fieldsync/protocol';

/**
 * A rule says wait: shown as Held. The others (`offline`, `portal`, `unreachable`, `backoff`) are the world in the
 * way: the record is simply still on this phone.
 */
const rules: ReadonlySet<HoldReason> = new Set<HoldReason>([
  'user',
  'office',
  'auth',
  'update',
  'disabled',
  'battery',
  'charging-only',
  'data-saver',
  'threshold',
]);

export const isRule = (reason: HoldReason): boolean => rules.has(reason);

/** What a person can do something about comes first. */
const order: readonly HoldReason[] = [
  'auth',
  'update',
  'user',
  'office',
  'portal',
  'battery',
  'charging-only',
  'data-saver',
  'disabled',
  'offline',
  'unreachable',
  'backoff',
  'threshold',
];

/** The one reason that a screen names first. */
export function mainHold(holds: readonly Hold[]): Hold | undefined {
  return [...holds].sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))[0];
}

/** The rule that makes a record wait, or nothing when it may go. */
export function ruleHolding(
  holds: readonly Hold[],
  record: { critical: boolean; belowThreshold: boolean },
): Hold | undefined {
  return mainHold(
    holds.filter(
      (hold) =>
        isRule(hold.reason) &&
        !(hold.exceptCritical && record.critical) &&
        (hold.reason !== 'threshold' || record.belowThreshold),
    ),
  );
}
