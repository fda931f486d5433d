'use client';
import { paths, recalculationSchema } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { Button } from '../../components/button.tsx';
import { tellOffice } from '../../live/ask-office.ts';
import { sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';
import { useOffice } from '../../live/use-office.ts';

const lastSchema = recalculationSchema.nullable();

/** Scores every record at the office by the rules in force. Goes on at the office, whatever happens to this page. */
export function Recalculation() {
  const words = useWords();
  const now = useNow();
  const { priority } = words.queue;
  const last = useOffice(paths.recalculate, lastSchema, ['recalculation']);
  const [failed, setFailed] = useState(false);
  const [starting, setStarting] = useState(false);
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const run = last.data ?? null;
  const running = run?.state === 'running';
  const start = async (): Promise<void> => {
    setStarting(true);
    const answer = await tellOffice('PUT', paths.recalculate, {}, recalculationSchema);
    setStarting(false);
    setFailed(!answer.ok);
    last.askAgain();
  };
  return (
    <section aria-label={priority.recalculate}>
      <h2 className="section-title">{priority.recalculate}</h2>
      <div className="card grid gap-3 px-4 py-4">
        <p className="detail">{priority.recalculateDetail}</p>
        {running ? (
          <>
            <progress
              aria-label={priority.recalculate}
              className="h-2 w-full"
              value={run.examined}
              max={Math.max(1, run.total)}
            />
            <p className="strong text-sm">{priority.running(figure(run.examined), figure(run.total))}</p>
          </>
        ) : null}
        {run?.state === 'done' ? (
          <p className="strong text-sm">
            {priority.finished(
              figure(run.changed),
              sayWhen(new Date(run.finishedAt ?? run.startedAt), now, words),
              run.startedBy,
            )}
          </p>
        ) : null}
        {run === null && last.data === null ? <p className="strong text-sm">{priority.never}</p> : null}
        {failed ? (
          <p role="alert" className="strong text-sm text-state-needs">
            {priority.failed}
          </p>
        ) : null}
        <Button
          aria-disabled={running || starting}
          onClick={() => (running || starting ? undefined : void start())}
        >
          {priority.recalculate}
        </Button>
      </div>
    </section>
  );
}
