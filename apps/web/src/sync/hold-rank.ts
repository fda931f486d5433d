import type { Hold } from '@fieldsync/engine';
import type { HoldReason } from '@fieldsync/protocol';

/**
 * What a person can do something about comes first. A rule says wait: shown as Held. The others are the world in the way:
 * the record is simply still on this phone.
 */
export const HOLD_RANK: Readonly<Record<HoldReason, { readonly rank: number; readonly rule: boolean }>> = {
  auth: { rank: 0, rule: true },
  locked: { rank: 1, rule: true },
  update: { rank: 2, rule: true },
  consent: { rank: 3, rule: true },
  user: { rank: 4, rule: true },
  office: { rank: 5, rule: true },
  portal: { rank: 6, rule: false },
  battery: { rank: 7, rule: true },
  'charging-only': { rank: 8, rule: true },
  'data-saver': { rank: 9, rule: true },
  metered: { rank: 10, rule: true },
  pressure: { rank: 11, rule: true },
  disabled: { rank: 12, rule: true },
  offline: { rank: 13, rule: false },
  unreachable: { rank: 14, rule: false },
  backoff: { rank: 15, rule: false },
  threshold: { rank: 16, rule: true },
};

export const isRule = (reason: HoldReason): boolean => HOLD_RANK[reason].rule;

/** The one reason that a screen names first. */
export function mainHold(holds: readonly Hold[]): Hold | undefined {
  return [...holds].sort((a, b) => HOLD_RANK[a.reason].rank - HOLD_RANK[b.reason].rank)[0];
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
