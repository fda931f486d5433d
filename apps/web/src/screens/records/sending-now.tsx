'use client';
import { SyncProgressIndicator } from '../../components/sync-progress-indicator.tsx';
import { useNow } from '../../clock/clock.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { sessionSegments } from '../../sync/session-segments.ts';
import { useWords } from '../../words/words.tsx';
import { sayDuration } from '../../words/when.ts';

/** While records are on their way: how far, and how long it takes. Nothing otherwise. */
export function SendingNow() {
  const words = useWords();
  const now = useNow();
  const state = useSyncState();
  const session = state?.session;
  if (state === undefined || session?.endedAt !== null || session.total === 0) return null;
  const left = session.estimatedEndAt === null ? undefined : (session.estimatedEndAt - now.getTime()) / 1_000;
  return (
    <div className="pb-3">
      <SyncProgressIndicator
        variant="compact"
        sentence={words.sync.sending(
          Math.min(session.completed + session.failed + 1, session.total),
          session.total,
        )}
        eta={left === undefined ? '' : words.sync.about(sayDuration(left, words))}
        segments={sessionSegments(session, state.counts)}
      />
    </div>
  );
}
