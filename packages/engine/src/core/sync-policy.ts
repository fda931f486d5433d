/**
 * May something be sent now, and if not, why not? One pure function: no request leaves the device that it forbids,
 * and its answer always has a reason that a screen can show [P1].
 */
import { BAND_FLOOR, type BackgroundSyncSettings, type HoldReason } from '@fieldsync/protocol';
import type { Hold } from './hold.ts';
import { LONGEST_WAIT_MS } from './backoff.ts';
import type { Lane, PauseReason, PowerReading } from './stored.ts';

export interface PolicyInput {
  readonly now: number;
  readonly settings: BackgroundSyncSettings;
  readonly pauses: readonly PauseReason[];
  readonly power: PowerReading | undefined;
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
  /** When the answer may change by itself, ms since 1970. */
  readonly lookAgainAt: number | null;
}

/** A battery reading older than this is no longer held against a record: the page that wrote it is gone. */
const POWER_FRESH_MS = 30 * 60_000;

/** Reasons that stop critical records, too: a person's or the office's word, no session, an unfit build. */
const ABSOLUTE: ReadonlySet<HoldReason> = new Set([
  'user',
  'office',
  'auth',
  'update',
  'disabled',
  'backoff',
]);

const THRESHOLD_SCORE = { HIGH: BAND_FLOOR.HIGH, NORMAL: BAND_FLOOR.NORMAL, LOW: 0 } as const;

function powerHolds(input: PolicyInput): Hold[] {
  const { power, settings, now } = input;
  /* From the future: the clock was set back since. */
  if (power === undefined || Math.abs(now - power.at) > POWER_FRESH_MS || power.charging) return [];
  const holds: Hold[] = [];
  if (settings.syncOnlyWhenCharging) holds.push({ reason: 'charging-only', exceptCritical: true });
  if (power.level < settings.minimumBatteryLevel)
    holds.push({ reason: 'battery', level: settings.minimumBatteryLevel, exceptCritical: true });
  return holds;
}

export function decidePolicy(input: PolicyInput): PolicyDecision {
  const { settings, now } = input;
  const holds: Hold[] = input.pauses.map((pause) => ({
    reason: pause.reason,
    exceptCritical: false,
    ...(pause.by === undefined ? {} : { by: pause.by }),
  }));
  if (!settings.enabled && !input.manual) holds.push({ reason: 'disabled', exceptCritical: false });
  /* Further away than anybody asks for: the phone's clock was set back since, and would hold everything for as long. */
  const waits = input.notBefore > now && input.notBefore <= now + LONGEST_WAIT_MS;
  if (waits && !input.manual && input.ignoreBackoff !== true)
    holds.push({ reason: 'backoff', until: input.notBefore, exceptCritical: false });
  holds.push(...powerHolds(input));

  const minimumScore = THRESHOLD_SCORE[settings.priorityThreshold];
  if (minimumScore > 0) holds.push({ reason: 'threshold', exceptCritical: true });

  const stopped = holds.some((hold) => ABSOLUTE.has(hold.reason));
  const criticalOnly = holds.some((hold) => hold.reason === 'battery' || hold.reason === 'charging-only');
  const lookAgainAt =
    holds.every((hold) => hold.reason === 'backoff' || !ABSOLUTE.has(hold.reason)) && waits
      ? input.notBefore
      : null;
  const mayAsk = stopped && holds.every((hold) => hold.reason === 'office' || !ABSOLUTE.has(hold.reason));
  return { lanes: lanesFor(stopped, criticalOnly), minimumScore, mayAsk, holds, lookAgainAt };
}

function lanesFor(stopped: boolean, criticalOnly: boolean): readonly Lane[] {
  if (stopped) return [];
  return criticalOnly ? ['critical'] : ['critical', 'records'];
}
