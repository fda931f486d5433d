/**
 * What a person could change, each with what it would have saved in the last seven days on this very phone. One without a saving
 * worth a tap is none, and one that was followed is gone.
 */
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import { CALM_INTERVAL_MS } from './session-history.ts';
import type { DayUsage, Lane } from './stored.ts';

export type Recommendation =
  | {
      /** Ask every 30 minutes. */
      readonly kind: 'interval';
      readonly settings: { readonly syncIntervalMinutes: number };
      /** Pulls of the interval that found nothing and that half-hourly ones would not have made, and their joules, a week. */
      readonly saves: { readonly pulls: number; readonly joules: number };
    }
  | {
      /** Only critical records over connections that cost money; the others wait for one that does not. */
      readonly kind: 'metered';
      readonly preferences: { readonly onMetered: 'critical' };
      /** Bytes over such connections that were not critical, a week. */
      readonly saves: { readonly bytes: number };
    };

/** Of the person's choices on this phone, those that recommendations are about. */
export interface SpendingChoices {
  /** The last lane that goes over a connection that costs money. */
  readonly onMetered: Lane;
}

export interface Grounds {
  /** The days of the last week. */
  readonly week: readonly DayUsage[];
  readonly settings: BackgroundSyncSettings;
  readonly preferences: SpendingChoices;
}

const CALM_INTERVAL_MINUTES = CALM_INTERVAL_MS / 60_000;

/** About 1 % of a battery. Less in a week is not worth a person's attention. */
export const WORTH_JOULES = 700;
export const WORTH_BYTES = 1_000_000;
/** Days of the week with a connection that costs nothing. On a phone that never meets one, records would wait for ever. */
const FREE_DAYS = 2;

const total = (days: readonly DayUsage[], read: (day: DayUsage) => number): number =>
  days.reduce((sum, day) => sum + read(day), 0);

export function recommend(grounds: Grounds): readonly Recommendation[] {
  return [...longerInterval(grounds), ...onlyCriticalWhereItCosts(grounds)];
}

function longerInterval({ week, settings }: Grounds): Recommendation[] {
  if (!settings.enabled || settings.syncIntervalMinutes >= CALM_INTERVAL_MINUTES) return [];
  const joules = total(week, (day) => day.sparedJoules);
  const pulls = Math.round(total(week, (day) => day.sparedPulls));
  if (joules < WORTH_JOULES || pulls < 1) return [];
  return [
    { kind: 'interval', settings: { syncIntervalMinutes: CALM_INTERVAL_MINUTES }, saves: { pulls, joules } },
  ];
}

function onlyCriticalWhereItCosts({ week, preferences }: Grounds): Recommendation[] {
  if (preferences.onMetered === 'critical') return [];
  const bytes = total(week, (day) => day.meteredOtherBytes);
  const freeDays = week.filter((day) => day.freeBytes > 0).length;
  if (bytes < WORTH_BYTES || freeDays < FREE_DAYS) return [];
  return [{ kind: 'metered', preferences: { onMetered: 'critical' }, saves: { bytes } }];
}
