import { BAND_FLOOR } from '@fieldsync/protocol';
import type { Lane, OutboxItem } from './stored.ts';

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

/**
 * So far ahead of its own place an item may go with what it waits for: as far as a day of waiting would bring it. A response is made
 * minutes or hours after its assessment. Apart they mostly came into different requests, and the second had to wait for the answer to
 * the first: of 1,000 items the last 15 took two requests and a round trip of their own.
 */
export const TOGETHER_MS = 86_400_000;

/** Whose place in line it is. */
export type Placed = Pick<OutboxItem, 'chainScore' | 'capturedAt' | 'order' | 'seq'>;

/**
 * The order of an item that waits for others: right behind the last of them where that is as urgent, whose age counts for it, too. One
 * that waits for something far older, or more urgent, has its own place: that is long gone by then. So has one whose score changes
 * later: then the two may go apart.
 */
export function orderBehind(item: Placed, needed: readonly Placed[]): number {
  const own = orderOf(item.chainScore, item.capturedAt);
  const [last] = [...needed].sort((a, b) => b.order - a.order || b.seq - a.seq);
  if (last?.chainScore !== item.chainScore) return own;
  /* Of two in one place the lower number goes first, and what a restored office gets again is numbered downwards. */
  const behind = last.seq < item.seq ? last.order : last.order + 1;
  return behind < own && behind > own - TOGETHER_MS ? behind : own;
}
