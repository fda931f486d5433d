'use client';
import { useNow } from '../../clock/clock.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';

/** Somebody who looks once a week should still see it. */
const SHOWN_MS = 7 * 86_400_000;

/** The office was restored from a backup, and this phone gives back what it had lost [D4]. */
export function GivenBack() {
  const { sync: say } = useWords();
  const now = useNow().getTime();
  const givenBack = useSyncState()?.givenBack;
  if (givenBack === undefined || givenBack === null || now - givenBack.at > SHOWN_MS) return null;
  return (
    <p role="status" className="card mt-3 px-4 py-3">
      {say.givenBack(givenBack.count)}
    </p>
  );
}
