import { BAND_FLOOR } from '@fieldsync/protocol';
import type { Lane } from './stored.ts';

/**
 * Sending order. Within a lane items go by score, and six hours of waiting are worth one point, so that a low score never
 * starves [S4]: three weeks old, the least of all goes before the highest that is not critical. At half an hour, as it once was, a phone
 * that was without signal for two days sent nearly in the order of capture, and the last of what is high 7 s into a window
 * of EDGE instead of 4. Since all items age alike, the order between two of them never changes with time: it
 * can be stored and indexed, and nothing needs recalculating.
 *
 * Ageing does not reach across lanes: nothing outranks a critical record.
 */
export const AGEING_MS_PER_POINT = 21_600_000;

export function laneOf(score: number): Lane {
  return score >= BAND_FLOOR.CRITICAL ? 'critical' : 'records';
}

/** Ascending: the smallest goes first. */
export function orderOf(score: number, capturedAt: number): number {
  return capturedAt - score * AGEING_MS_PER_POINT;
}

export function placed<Item extends { readonly capturedAt: number }>(item: Item, chainScore: number) {
  return { ...item, chainScore, lane: laneOf(chainScore), order: orderOf(chainScore, item.capturedAt) };
}
