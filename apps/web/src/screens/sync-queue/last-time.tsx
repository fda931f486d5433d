'use client';
import { useNow } from '../../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useLive } from '../../sync/use-live.ts';
import { useWords } from '../../words/words.tsx';
import { sayBytes, sayDuration, sayWhen } from '../../words/when.ts';

/** How the last sending that had something to send went. Nothing before the first. */
export function LastTime() {
  const words = useWords();
  const now = useNow();
  const metrics = useLive((engine) => engine.getMetrics(), []);
  const session = metrics?.historical.find((each) => each.itemsProcessed > 0);
  if (session?.endTime === undefined) return null;
  const { last } = words.sync;
  const { totalDataSynced: before, networkUsage: wire } = session;
  const seconds = (Date.parse(session.endTime) - Date.parse(session.startTime)) / 1_000;
  return (
    <section>
      <h2 className="section-title pt-5 pb-0.5 lg:pt-0">{last.title}</h2>
      <Checklist>
        <ChecklistLine name={last.when} answer={sayWhen(new Date(session.endTime), now, words)} />
        <ChecklistLine
          name={last.arrived}
          answer={words.marks.place(session.itemsSucceeded, session.itemsProcessed)}
          mark={session.itemsSucceeded > 0 ? 'office' : undefined}
        />
        {session.itemsFailed > 0 ? (
          <ChecklistLine name={last.notTaken} answer={String(session.itemsFailed)} />
        ) : null}
        <ChecklistLine name={last.bytes} answer={sayBytes(wire, words)} />
        {before > wire && wire > 0 ? (
          <ChecklistLine
            name={last.packed}
            answer={last.packedValue(sayBytes(before, words), sayBytes(wire, words))}
          />
        ) : null}
        <ChecklistLine name={last.took} answer={sayDuration(seconds, words)} />
      </Checklist>
    </section>
  );
}
