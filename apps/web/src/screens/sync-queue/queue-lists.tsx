'use client';
import { useState, type ReactNode } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { QueueRow } from '../../components/queue-row.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { formHref } from '../../sync/form-href.ts';
import { queueRowView, type QueueFacts } from '../../sync/queue-row-view.ts';
import { allHolds, sendable, syncAnswer } from '../../sync/sync-answer.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useQueue } from '../../sync/use-queue.ts';
import { useSettings } from '../../sync/use-settings.ts';
import { useWords } from '../../words/words.tsx';
import { ShelfActions } from '../shelf/shelf-actions.tsx';
import { ArrivedRows } from './arrived-rows.tsx';
import { DecidedRows } from './decided-rows.tsx';

const pageSize = 60;

/** Everything unsent: what waits for this person first, then the line in the order in which it goes. */
export function QueueLists() {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const settings = useSettings();
  const state = useSyncState();
  const [limit, setLimit] = useState(pageSize);
  const entries = useQueue(limit);
  if (entries === undefined || state === undefined) return null;
  const facts: QueueFacts = {
    holds: allHolds(state),
    settings,
    places,
    inLine: sendable(state.counts),
    now,
    words,
  };
  const rows = entries.map((entry) => ({ entry, view: queueRowView(entry, facts) }));
  const needs = rows.filter((row) => row.view.state === 'needs');
  const conflict = rows.filter((row) => row.view.state === 'conflict');
  const line = rows.filter((row) => row.view.state !== 'needs' && row.view.state !== 'conflict');
  const allHeld =
    syncAnswer(state, settings).kind === 'held' && line.every((row) => row.view.state === 'held');
  return (
    <>
      <Section title={words.sync.needsYou} count={state.counts.needsYou}>
        {needs.map(({ entry, view }) => {
          const fix = formHref({ ...entry, id: view.recordId });
          const first =
            fix === undefined ? null : (
              <ButtonLink size="sm" look="primary" href={fix}>
                {words.sync.actions.fix}
              </ButtonLink>
            );
          return (
            <QueueRow
              key={view.id}
              {...view}
              href={hrefOf(view.recordId)}
              actions={
                <>
                  {first}
                  <ShelfActions entry={entry} />
                </>
              }
            />
          );
        })}
      </Section>
      <Section title={words.sync.inConflict} count={state.counts.conflict}>
        {conflict.map(({ view }) => (
          <QueueRow key={view.id} {...view} href={hrefOf(view.recordId)} />
        ))}
      </Section>
      <DecidedRows places={places} />
      <ArrivedRows places={places} />
      <Section title={allHeld ? words.sync.heldHere : words.sync.inLine} count={facts.inLine}>
        {line.map(({ view }) => (
          // Where one rule holds everything, the answer above has said it; each row need not.
          <QueueRow
            key={view.id}
            {...view}
            note={allHeld ? undefined : view.note}
            href={hrefOf(view.recordId)}
          />
        ))}
      </Section>
      {entries.length === limit ? (
        <Button className="mt-3 w-full" onClick={() => setLimit(limit + pageSize)}>
          {words.sync.showMore}
        </Button>
      ) : null}
    </>
  );
}

const hrefOf = (recordId: string | undefined): string =>
  recordId === undefined ? '/sync/' : `/records/detail/?id=${recordId}`;

function Section({ title, count, children }: { title: string; count: number; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section>
      <h2 className="section-title pb-0.5 lg:pt-1">
        {title}
        <span className="font-medium">{count}</span>
      </h2>
      <ul className="ruled-bare">{children}</ul>
    </section>
  );
}
