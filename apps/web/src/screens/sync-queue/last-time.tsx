'use client';
import type { QueueCounts, SessionRow } from '@fieldsync/engine';
import { useNow } from '../../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { settledState } from '../../sync/session-segments.ts';
import { useWords } from '../../words/words.tsx';
import { sayBytes, sayDuration, sayWhen } from '../../words/when.ts';

/** How the last sending went. Nothing before the first. */
export function LastTime({ session, counts }: { session: SessionRow | null; counts: QueueCounts }) {
  const words = useWords();
  const now = useNow();
  if (session === null || session.endedAt === null || session.total === 0) return null;
  const { last } = words.sync;
  const { rawBytes, wireBytes } = session;
  return (
    <section>
      <h2 className="section-title pt-5 pb-0.5">{last.title}</h2>
      <Checklist>
        <ChecklistLine name={last.when} answer={sayWhen(new Date(session.endedAt), now, words)} />
        <ChecklistLine
          name={last.arrived}
          answer={words.marks.place(session.completed, session.total)}
          mark={session.completed > 0 ? 'office' : undefined}
        />
        {session.failed > 0 ? (
          <ChecklistLine name={last.notTaken} answer={String(session.failed)} mark={settledState(counts)} />
        ) : null}
        <ChecklistLine name={last.bytes} answer={sayBytes(wireBytes, words)} />
        {rawBytes > wireBytes && wireBytes > 0 ? (
          <ChecklistLine
            name={last.packed}
            answer={last.packedValue(sayBytes(rawBytes, words), sayBytes(wireBytes, words))}
          />
        ) : null}
        <ChecklistLine
          name={last.took}
          answer={sayDuration((session.endedAt - session.startedAt) / 1_000, words)}
        />
      </Checklist>
    </section>
  );
}
