import type { Priority } from './domain.ts';

/** Names for ranges of the score. *Critical* is the word on screens for the top; only it may override the policy. */
export const BANDS = ['CRITICAL', 'HIGH', 'NORMAL', 'LOW'] as const;
export type Band = (typeof BANDS)[number];

/** Lowest score of each band. */
export const BAND_FLOOR: Readonly<Record<Band, number>> = { CRITICAL: 85, HIGH: 60, NORMAL: 30, LOW: 0 };

/** Highest score of each band. */
export const BAND_CEILING: Readonly<Record<Band, number>> = { CRITICAL: 100, HIGH: 84, NORMAL: 59, LOW: 29 };

export function bandOf(score: number): Band {
  return BANDS.find((band) => score >= BAND_FLOOR[band]) ?? 'LOW';
}

/** The contract's three priorities: Critical is HIGH there. */
export function priorityOf(score: number): Priority {
  const band = bandOf(score);
  return band === 'CRITICAL' ? 'HIGH' : band;
}
