/**
 * May something be sent now, and if not, why not? One pure function: no request leaves the device that it forbids,
 * and its answer always has a reason that a screen can show [P1].
 */
import { BAND_FLOOR, type HoldReason } from '@fieldsync/protocol';
import { LONGEST_WAIT_MS } from './backoff.ts';
import { frugalHolds, shownHold, type FrugalHold, type FrugalInput } from './frugal-holds.ts';
import type { Hold } from './hold.ts';
import { LANES, type Lane } from './lanes.ts';
import type { PauseReason } from './stored.ts';

export interface PolicyInput extends FrugalInput {
  readonly pauses: readonly PauseReason[];
  /** What is stored cannot be read before the person enters their PIN. */
  readonly locked: boolean;
  readonly notBefore: number;
  /** A person pressed "Send now": backoff does not hold it up. */
  readonly manual: boolean;
  /** There is fresh evidence of a link (the browser fired a sync event), or the caller waits by itself. */
  readonly ignoreBackoff?: boolean;
}

export interface PolicyDecision {
  /** Lanes that may send; empty: nothing goes. */
  readonly lanes: readonly Lane[];
  /** Items below this score wait. */
  readonly minimumScore: number;
  readonly holds: readonly Hold[];
  /**
   * An exchange without records may go although nothing may be sent: a phone that the office paused would otherwise never
   * hear that it may go on.
   */
  readonly mayAsk: boolean;
  /** When the answer may change by itself, ms since 1970; null when only somebody's act changes it. */
  readonly lookAgainAt: number | null;
}

const THRESHOLD_SCORE = { HIGH: BAND_FLOOR.HIGH, NORMAL: BAND_FLOOR.NORMAL, LOW: 0 } as const;

/** Further away than anybody asks for: the phone's clock was set back since, and would hold everything for as long. */
function backsOff({ now, notBefore, manual, ignoreBackoff }: PolicyInput): boolean {
  const waits = notBefore > now && notBefore <= now + LONGEST_WAIT_MS;
  return waits && !manual && ignoreBackoff !== true;
}

/** Reasons that stop critical records, too: a person's or the office's word, no session, an unfit build. */
function absoluteHolds(input: PolicyInput): Hold[] {
  const { settings, preferences, manual } = input;
  const stops = (reason: HoldReason, more: Partial<Hold> = {}): Hold => ({
    reason,
    ...more,
    exceptCritical: false,
  });
  return [
    ...input.pauses.map(({ reason, by }) => stops(reason, by === undefined ? {} : { by })),
    ...(preferences.syncConsent ? [] : [stops('consent')]),
    ...(input.locked ? [stops('locked')] : []),
    ...(settings.enabled || manual ? [] : [stops('disabled')]),
    ...(backsOff(input) ? [stops('backoff', { until: input.notBefore })] : []),
  ];
}

/** Those that go under every rule that saves something. */
function lanesUnder(rules: readonly FrugalHold[], criticalOverrides: boolean): readonly Lane[] {
  if (rules.length === 0) return LANES;
  if (!criticalOverrides) return [];
  return LANES.slice(0, 1 + Math.min(...rules.map((rule) => LANES.indexOf(rule.upTo))));
}

/** The first moment at which a hold ends by itself; nothing changes by itself under one that somebody has to end. */
function endOf(absolute: readonly Hold[], holds: readonly Hold[]): number | null {
  if (absolute.some((hold) => hold.until === undefined)) return null;
  const ends = holds.flatMap((hold) => hold.until ?? []);
  return ends.length === 0 ? null : Math.min(...ends);
}

export function decidePolicy(input: PolicyInput): PolicyDecision {
  const { criticalOverrides } = input.preferences;
  const absolute = absoluteHolds(input);
  /* One that lets every lane through is no reason to wait. */
  const rules = frugalHolds(input).filter((rule) => rule.upTo !== LANES.at(-1));
  const minimumScore = THRESHOLD_SCORE[input.settings.priorityThreshold];
  const holds: Hold[] = [
    ...absolute,
    ...rules.map((rule) => shownHold(rule, criticalOverrides)),
    ...(minimumScore > 0 ? [{ reason: 'threshold', exceptCritical: true } as const] : []),
  ];
  return {
    lanes: absolute.length > 0 ? [] : lanesUnder(rules, criticalOverrides),
    minimumScore,
    holds,
    mayAsk: absolute.length > 0 && absolute.every((hold) => hold.reason === 'office'),
    lookAgainAt: endOf(absolute, holds),
  };
}
