import type { SessionRow } from '@fieldsync/engine';
import type { Segment } from '../components/progress-segments.tsx';
import type { SyncState } from '../components/sync-state.ts';

/** A segment a record of the session: what arrived, what needs someone, what moves, what waits. */
export function sessionSegments(session: SessionRow, sending: number): Segment[] {
  const moving = Math.min(sending, Math.max(0, session.total - session.completed - session.failed));
  return Array.from({ length: session.total }, (_, index) => {
    const state: SyncState =
      index < session.completed
        ? 'office'
        : index < session.completed + session.failed
          ? 'needs'
          : index < session.completed + session.failed + moving
            ? 'send'
            : 'phone';
    return { id: String(index), state };
  });
}
