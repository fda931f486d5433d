/**
 * Rules that save something: battery, money, a busy phone's time. Each says which lanes still go. Unlike a pause or a
 * missing consent, a critical record may pass them all.
 */
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import type { Hold } from './hold.ts';
import { costsMoney } from './link-cost.ts';
import type { SyncPreferences } from './preferences.ts';
import {
  BELIEVED_MS,
  isBelieved,
  type NetworkReading,
  type PowerReading,
  type PressureReading,
  type VisibilityReading,
} from './readings.ts';
import type { Lane } from './lanes.ts';

export interface FrugalInput {
  readonly now: number;
  readonly settings: BackgroundSyncSettings;
  readonly preferences: SyncPreferences;
  readonly power: PowerReading | undefined;
  readonly network: NetworkReading | undefined;
  readonly pressure: PressureReading | undefined;
  readonly visibility: VisibilityReading | undefined;
}

export interface FrugalHold {
  readonly reason: 'battery' | 'charging-only' | 'data-saver' | 'metered' | 'pressure';
  /** The last lane that goes all the same. */
  readonly upTo: Lane;
  /** When it ends by itself, because nothing is known any more. */
  readonly until?: number;
  readonly level?: number;
}

/**
 * What is not known to charge waits, however old the reading: "only while charging" is not "only while somebody looks". A
 * phone that has never told of its battery cannot be judged by it: its records would never go.
 */
function chargerHold({ now, settings, power }: FrugalInput): FrugalHold | undefined {
  if (!settings.syncOnlyWhenCharging || power === undefined) return undefined;
  const charges = power.charging && isBelieved(power, BELIEVED_MS.charging, now);
  return charges ? undefined : { reason: 'charging-only', upTo: 'critical' };
}

function batteryHold({ now, settings, power }: FrugalInput): FrugalHold | undefined {
  if (power === undefined || power.level >= settings.minimumBatteryLevel) return undefined;
  if (power.charging || !isBelieved(power, BELIEVED_MS.lowLevel, now)) return undefined;
  const { minimumBatteryLevel: level } = settings;
  return { reason: 'battery', level, upTo: 'critical', until: power.at + BELIEVED_MS.lowLevel };
}

function dataSaverHold({ now, preferences, network }: FrugalInput): FrugalHold | undefined {
  if (network?.saveData !== true || !isBelieved(network, BELIEVED_MS.network, now)) return undefined;
  return { reason: 'data-saver', upTo: preferences.onDataSaver };
}

function meteredHold({ now, preferences, network }: FrugalInput): FrugalHold | undefined {
  if (network === undefined || !isBelieved(network, BELIEVED_MS.network, now)) return undefined;
  return costsMoney(network, preferences.costly)
    ? { reason: 'metered', upTo: preferences.onMetered }
    : undefined;
}

/**
 * A phone near its limit is spared what is heavy while somebody looks at it: their taps would wait. At its limit, in any
 * case. Records go all the same: they are a few hundred bytes each, and a window of signal does not wait for a quiet moment.
 */
function pressureHold({ now, pressure, visibility }: FrugalInput): FrugalHold | undefined {
  if (pressure === undefined || !isBelieved(pressure, BELIEVED_MS.pressure, now)) return undefined;
  const watched = visibility?.visible === true;
  const busy = pressure.state === 'critical' || (pressure.state === 'serious' && watched);
  return busy
    ? { reason: 'pressure', upTo: 'records', until: pressure.at + BELIEVED_MS.pressure }
    : undefined;
}

export function frugalHolds(input: FrugalInput): FrugalHold[] {
  return [
    chargerHold(input),
    batteryHold(input),
    dataSaverHold(input),
    meteredHold(input),
    pressureHold(input),
  ].filter((hold): hold is FrugalHold => hold !== undefined);
}

/** The hold as screens show it. */
export function shownHold({ reason, level, until }: FrugalHold, exceptCritical: boolean): Hold {
  return {
    reason,
    exceptCritical,
    ...(level === undefined ? {} : { level }),
    ...(until === undefined ? {} : { until }),
  };
}
