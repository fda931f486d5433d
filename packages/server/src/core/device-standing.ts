import type { Heartbeat, HoldReason } from '@fieldsync/protocol';

/** Which devices need somebody first: those with a critical record on them, then those with any. */
export const ATTENTION = { critical: 0, unsent: 1, none: 2 } as const;

/** What the list of devices is sorted and filtered by, out of a report. */
export interface DeviceStanding {
  readonly attention: (typeof ATTENTION)[keyof typeof ATTENTION];
  /** When the oldest critical record was saved, by the office's clock. Null: there is none, or the device does not say. */
  readonly oldestCriticalAt: string | null;
  /** A rule or a person says wait. */
  readonly held: boolean;
  /** Something waits for its person. */
  readonly needsPerson: boolean;
}

/** What is true of a link is no rule: a phone that reports is on one that works. */
const OF_THE_LINK: ReadonlySet<HoldReason> = new Set(['offline', 'portal', 'unreachable', 'backoff']);

/** The reasons to wait that a rule or a person has given. */
export const rulesThatHold = (reasons: readonly HoldReason[]): readonly HoldReason[] =>
  reasons.filter((reason) => !OF_THE_LINK.has(reason));

/** @param at when it was reported, by the office's clock, ISO 8601 */
export function deviceStanding(heartbeat: Heartbeat, at: string): DeviceStanding {
  const { critical, high, normal, low, needsYou } = heartbeat.queue;
  const unsent = critical + high + normal + low > 0;
  return {
    attention: critical > 0 ? ATTENTION.critical : unsent ? ATTENTION.unsent : ATTENTION.none,
    oldestCriticalAt: critical > 0 ? byOfficeClock(heartbeat, at) : null,
    held: rulesThatHold(heartbeat.status.holdReasons).length > 0,
    needsPerson: needsYou > 0,
  };
}

/** A phone's clock can be a year off; how far it is from ours when it speaks is how far it was when the record was saved. */
function byOfficeClock({ oldestCriticalAt, clock }: Heartbeat, at: string): string | null {
  if (oldestCriticalAt === undefined) return null;
  const ageMs = Math.max(0, Date.parse(clock) - Date.parse(oldestCriticalAt));
  return new Date(Date.parse(at) - ageMs).toISOString();
}
