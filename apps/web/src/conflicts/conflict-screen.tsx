'use client';
import { conflictPageSchema, paths, type ConflictDetail } from '@fieldsync/protocol';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { AppBar } from '../components/app-bar.tsx';
import { ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHead } from '../components/page-head.tsx';
import { PriorityReason } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { useLaptop } from '../live/use-laptop.ts';
import { useWords } from '../words/words.tsx';
import { conflictHref } from './conflict-rows.tsx';
import { DecidedView } from './decided-view.tsx';
import { DecideForm } from './decide-form.tsx';
import { HindranceCard } from './hindrance-card.tsx';
import { isAboutRecord } from './choices.ts';
import { sayConflict } from './say-conflict.ts';
import { useAsked } from './use-asked.ts';
import { useConflict } from './use-conflict.ts';

/** The next that waits, when this one is done or left for later. */
function useNext(id: string | null, version: number | undefined): string | undefined {
  const { data, again } = useAsked(`${paths.conflicts}?limit=2`, conflictPageSchema);
  // With a decision the list is another.
  useEffect(() => again(), [again, version]);
  return data?.items.find((other) => other.id !== id)?.id;
}

function About({ conflict }: { conflict: ConflictDetail }) {
  const { conflicts } = useWords();
  return (
    <div className="gutter flex flex-wrap items-center gap-x-3 gap-y-1 pb-3.5">
      <span className="strong flex items-center gap-2 text-state-conflict">
        <StateMark state="conflict" />
        {conflicts.title}
      </span>
      <span className="text-ink-2">
        {isAboutRecord(conflict) ? conflicts.oneRemoved : conflicts.bothChanged(conflict.base)}
      </span>
      <span className="lg:ml-auto">
        <PriorityReason band={conflict.record.band} reason={conflict.record.reason} />
      </span>
    </div>
  );
}

/** One record in two versions, side by side: choose, say why, keep. */
export function ConflictScreen() {
  const words = useWords();
  const { conflicts } = words;
  const id = useSearchParams().get('id');
  const wide = useLaptop();
  const { data, refusal, again, unknown, busy, hindrance, decide } = useConflict(id);
  const next = useNext(id, data?.record.version);
  const [changing, setChanging] = useState<string>();
  const heading = useRef<HTMLDivElement>(null);
  const decidedAt = data?.resolution?.at;
  useEffect(() => {
    // What was chosen has given way to what was decided: whoever works by keyboard or ear goes on from there.
    if (decidedAt !== undefined) heading.current?.focus();
  }, [decidedAt]);
  const gone = unknown || refusal === 'not-found';
  const sentence =
    data === undefined
      ? gone
        ? words.live.noAnswer['not-found'].title
        : refusal === undefined
          ? conflicts.loadingOne
          : conflicts.unknown
      : sayConflict(data, words);
  const links = (
    <>
      {wide ? <ButtonLink href="/conflicts/">{conflicts.back}</ButtonLink> : null}
      {next === undefined ? null : (
        <ButtonLink href={conflictHref(next)} icon="forward">
          {conflicts.next}
        </ButtonLink>
      )}
    </>
  );
  const open = data !== undefined && (data.resolution === null || changing === data.resolution.at);
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      {wide ? (
        <PageHead title={conflicts.title} sentence={sentence}>
          {links}
        </PageHead>
      ) : (
        <>
          <AppBar title={conflicts.title} backHref="/conflicts/" trailing={links} />
          <p className="say gutter pt-1 pb-2">{sentence}</p>
        </>
      )}
      {refusal === undefined || gone ? null : <LiveRefusal why={refusal} onTryNow={again} />}
      {hindrance === undefined || data === undefined ? null : (
        <HindranceCard hindrance={hindrance} conflict={data} />
      )}
      <main id="content" className="flex flex-1 flex-col bg-surface pt-4 edge-t">
        <div ref={heading} tabIndex={-1} className="outline-none" />
        {data === undefined ? (
          gone ? (
            <div className="gutter max-w-[664px]">
              <EmptyState
                {...words.live.noAnswer['not-found']}
                action={<ButtonLink href="/conflicts/">{conflicts.back}</ButtonLink>}
              />
            </div>
          ) : refusal === undefined ? (
            <p role="status" className="gutter detail">
              {conflicts.loadingOne}
            </p>
          ) : null
        ) : open ? (
          <>
            <About conflict={data} />
            <DecideForm
              key={`${data.id} ${decidedAt ?? ''}`}
              conflict={data}
              busy={busy}
              onDecide={(saying) => void decide(saying)}
              onCancel={data.resolution === null ? undefined : () => setChanging(undefined)}
            />
          </>
        ) : (
          <DecidedView conflict={data} onChange={() => setChanging(data.resolution?.at)} />
        )}
      </main>
    </div>
  );
}
