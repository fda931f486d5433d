import type { ConnectionType } from '@fieldsync/protocol';
import { LANES, type Lane } from './lanes.ts';

/**
 * What a person chooses on this phone beyond the settings, which are a given contract. Stays on this phone: the office
 * neither learns of it nor changes it.
 */
export interface SyncPreferences {
  /** What is recorded here may go to the office. Without it nothing leaves the phone. */
  readonly syncConsent: boolean;
  /** Figures on how sending went may go along with it. */
  readonly metricsConsent: boolean;
  /** Critical records go although battery, charger, data saver, cost or a busy phone say wait. */
  readonly criticalOverrides: boolean;
  /** The last lane that goes over a connection that costs money. */
  readonly onMetered: Lane;
  /** The last lane that goes while the phone's data saver is on. */
  readonly onDataSaver: Lane;
  /** What kinds of connection cost, where the person knows better than the browser: a hotspot looks like Wi-Fi. */
  readonly costly: Readonly<Partial<Record<ConnectionType, boolean>>>;
}

/**
 * Records are text, a few hundred bytes each: they go over whatever link there is. An app that embeds the engine saves in
 * order to send, so consent is there until it is withdrawn, unless the app asks for it first (`consent: 'ask'`).
 */
export const DEFAULT_PREFERENCES: SyncPreferences = {
  syncConsent: true,
  metricsConsent: false,
  criticalOverrides: true,
  onMetered: 'records',
  onDataSaver: 'records',
  costly: {},
};

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isLane = (value: unknown): value is Lane => LANES.some((lane) => lane === value);
const isCostly = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(isFlag);

const FITS: { readonly [Name in keyof SyncPreferences]: (value: unknown) => boolean } = {
  syncConsent: isFlag,
  metricsConsent: isFlag,
  criticalOverrides: isFlag,
  onMetered: isLane,
  onDataSaver: isLane,
  costly: isCostly,
};

/** A row of another build may lack a choice or have one that is not known here: then the default holds for that one. */
export function preferencesOf(row: unknown): SyncPreferences {
  if (typeof row !== 'object' || row === null) return DEFAULT_PREFERENCES;
  const known = Object.entries(row).filter(([name, value]) => FITS[name as keyof SyncPreferences]?.(value));
  return { ...DEFAULT_PREFERENCES, ...(Object.fromEntries(known) as Partial<SyncPreferences>) };
}
