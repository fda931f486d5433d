import type { Hold, SyncState } from '@fieldsync/engine';
import { priorityOf, type BackgroundSyncSettings, type Priority } from '@fieldsync/protocol';
import { isRule, mainHold } from './hold-rank.ts';

/** What the Sync screen answers with, before it is put in words. */
export type SyncAnswer =
  /** Which one of how many; when it should end, ms since 1970, if that is known. */
  | { kind: 'sending'; at: number; of: number; endAt: number | null; criticalEndAt: number | null }
  /** A rule says wait. `count` records wait for it. */
  | { kind: 'held'; hold: Hold; count: number }
  /** The world is in the way. `lost`: the window closed while sending. */
  | { kind: 'blocked'; hold: Hold; count: number; lost?: { arrived: number; of: number } }
  | { kind: 'waiting'; count: number }
  | { kind: 'needs'; count: number; conflicts: number }
  | { kind: 'conflict'; count: number }
  /** ms since 1970, or null when nothing was ever sent. */
  | { kind: 'done'; lastAt: number | null };

const rank: Record<Priority, number> = { HIGH: 2, NORMAL: 1, LOW: 0 };

/** Whether the threshold in the settings makes a record of this score wait. */
export function isBelowThreshold(score: number, settings: BackgroundSyncSettings | undefined): boolean {
  return rank[priorityOf(score)] < rank[settings?.priorityThreshold ?? 'LOW'];
}

/** Everything that could go by itself: not what waits for a person or for the office's choice. */
export function sendable(counts: SyncState['counts']): number {
  const unsent = counts.critical + counts.high + counts.normal + counts.low;
  return Math.max(0, unsent - counts.needsYou - counts.conflict);
}

function heldBy(
  hold: Hold,
  counts: SyncState['counts'],
  settings: BackgroundSyncSettings | undefined,
): number {
  if (hold.reason === 'threshold') {
    return settings?.priorityThreshold === 'HIGH' ? counts.normal + counts.low : counts.low;
  }
  return Math.max(0, sendable(counts) - (hold.exceptCritical ? counts.critical : 0));
}

/** A pause is said also when nothing waits: the next record would not go, and the person should not be surprised. */
const saidAlways = new Set(['user', 'office', 'auth', 'update', 'consent', 'locked']);

export function syncAnswer(state: SyncState, settings: BackgroundSyncSettings | undefined): SyncAnswer {
  const { counts, session } = state;
  const count = sendable(counts);
  // A try that nothing has answered yet is not called sending while the last thing known is that the link is gone.
  const answered = state.connectivity.cause === null || (session?.completed ?? 0) > 0;
  if (session?.endedAt === null && session.total > 0 && answered) {
    const settled = session.completed + session.failed;
    return {
      kind: 'sending',
      at: Math.min(settled + 1, session.total),
      of: session.total,
      endAt: session.estimatedEndAt,
      criticalEndAt:
        session.criticalCompleted < session.criticalTotal ? session.estimatedCriticalEndAt : null,
    };
  }
  const hold = mainHold(
    allHolds(state).filter((each) => {
      if (saidAlways.has(each.reason)) return true;
      return isRule(each.reason) ? heldBy(each, counts, settings) > 0 : count > 0;
    }),
  );
  if (hold !== undefined && isRule(hold.reason))
    return { kind: 'held', hold, count: heldBy(hold, counts, settings) };
  if (hold !== undefined) {
    const cut = session?.outcome === 'lost' && session.completed > 0;
    return {
      kind: 'blocked',
      hold,
      count,
      ...(cut ? { lost: { arrived: session.completed, of: session.total } } : {}),
    };
  }
  if (count > 0) return { kind: 'waiting', count };
  if (counts.needsYou > 0) return { kind: 'needs', count: counts.needsYou, conflicts: counts.conflict };
  if (counts.conflict > 0) return { kind: 'conflict', count: counts.conflict };
  return { kind: 'done', lastAt: state.office.lastAt };
}

/** The policy's reasons and the link's, each once. */
export function allHolds(state: SyncState): readonly Hold[] {
  const { cause } = state.connectivity;
  if (cause === null || state.holds.some((hold) => hold.reason === cause)) return state.holds;
  return [...state.holds, { reason: cause, exceptCritical: false }];
}
