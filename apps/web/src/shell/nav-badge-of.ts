import type { SyncState } from '@fieldsync/engine';
import type { Badge } from '../components/nav-badge.tsx';
import { badgeFor } from '../components/sync-state.ts';
import { isRule, mainHold } from '../sync/hold-rank.ts';
import { sendable } from '../sync/sync-answer.ts';

/** The badge on Sync: the most urgent state and how many; nothing when all is at the office. */
export function navBadgeOf(state: SyncState): Badge | undefined {
  const { counts } = state;
  const waiting = Math.max(0, sendable(counts) - counts.sending);
  const hold = mainHold(state.holds.filter((each) => isRule(each.reason) && each.reason !== 'threshold'));
  return badgeFor({
    needs: counts.needsYou,
    conflict: counts.conflict,
    held: hold === undefined ? 0 : waiting,
    send: counts.sending,
    phone: hold === undefined ? waiting : 0,
  });
}
