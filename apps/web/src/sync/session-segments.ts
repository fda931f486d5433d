import type { QueueCounts, SessionRow } from '@fieldsync/engine';
import type { Segment } from '../components/progress-segments.tsx';
import type { SyncState } from '../components/sync-state.ts';

/** What did not arrive: it needs this person, or, where nothing on the shelf does, it is in two versions. */
const settledState = (counts: QueueCounts): SyncState => (counts.needsYou > 0 ? 'needs' : 'conflict');

/** A segment a record of the session: what arrived, what needs someone, what moves, what waits. */
export function sessionSegments(session: SessionRow, counts: QueueCounts): Segment[] {
  const { sending } = counts;
  const moving = Math.min(sending, Math.max(0, session.total - session.completed - session.failed));
  return Array.from({ length: session.total }, (_, index) => {
    const state: SyncState =
      index < session.completed
        ? 'office'
        : index < session.completed + session.failed
          ? settledState(counts)
          : index < session.completed + session.failed + moving
            ? 'send'
            : 'phone';
    return { id: String(index), state };
  });
}
