'use client';
import Link from 'next/link';
import { AnswerCard } from '../../components/answer-card.tsx';
import { Icon } from '../../components/icon.tsx';
import { inStripOrder, type StripMark } from '../../components/mark-counts.ts';
import { MARKS_LIMIT, MarksStrip } from '../../components/marks-strip.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { stateColour, type SyncState } from '../../components/sync-state.ts';
import { useSyncState } from '../../sync/engine-context.ts';
import { holdWords } from '../../sync/hold-words.ts';
import { recordStateView } from '../../sync/record-row-view.ts';
import { recordTitle } from '../../sync/record-title.ts';
import { allHolds, syncAnswer } from '../../sync/sync-answer.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useSettings } from '../../sync/use-settings.ts';
import { useWords } from '../../words/words.tsx';
import type { CaptureSummary } from './use-capture-summary.ts';

/** How many records are on this phone, a mark for each, and the one that waits for this person. */
export function SummaryCard({ summary }: { summary: CaptureSummary }) {
  const words = useWords();
  const { counts, needs } = summary;
  const onPhone = counts.phone + counts.sending + counts.needs;
  const detail = useDetail(summary);
  if (onPhone === 0 && counts.office + counts.conflict === 0) {
    return <AnswerCard sentence={words.capture.nothingYet} detail={words.capture.nothingYetDetail} />;
  }
  return (
    <AnswerCard
      label={words.capture.onThisPhone}
      sentence={onPhone === 0 ? words.capture.allSent : words.capture.waiting(onPhone)}
      detail={detail}
      state={onPhone === 0 ? 'office' : undefined}
      below={onPhone === 0 ? undefined : <Marks summary={summary} />}
    >
      {needs === undefined ? null : <NeedsYou summary={summary} />}
    </AnswerCard>
  );
}

function useDetail({ counts }: CaptureSummary): string {
  const words = useWords();
  const state = useSyncState();
  const settings = useSettings();
  const waiting = counts.phone + counts.sending;
  if (waiting + counts.needs === 0) return words.capture.allSentDetail;
  if (waiting === 0) return words.capture.waitsForYou(counts.needs);
  const answer = state === undefined ? undefined : syncAnswer(state, settings);
  if (answer?.kind === 'sending') return words.capture.safeSending(waiting);
  if (answer?.kind !== 'held') return words.capture.safe(waiting);
  return words.capture.safeHeld(holdWords(answer.hold, { words, count: answer.count }).short);
}

function Marks({ summary: { counts, here } }: { summary: CaptureSummary }) {
  const words = useWords();
  const state = useSyncState();
  const settings = useSettings();
  const holds = state === undefined ? [] : allHolds(state);
  const view = here.map((record): StripMark => ({
    id: record.id,
    state: recordStateView(record, { holds, settings, words }).state,
    critical: record.band === 'CRITICAL',
  }));
  const total = counts.phone + counts.sending + counts.needs;
  if (total <= MARKS_LIMIT) return <MarksStrip marks={inStripOrder(view)} />;
  return <Counts counts={{ send: counts.sending, phone: counts.phone, needs: counts.needs }} />;
}

/** Nobody counts twenty-five marks: above the limit, a mark and a number. */
function Counts({ counts }: { counts: Partial<Record<SyncState, number>> }) {
  const words = useWords();
  const shown = (['send', 'phone', 'needs'] as const).filter((state) => (counts[state] ?? 0) > 0);
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-2">
      {shown.map((state) => (
        <li key={state} className={`strong inline-flex items-center gap-1.5 ${stateColour[state]}`}>
          <StateMark state={state} size="lg" />
          <span aria-hidden>{counts[state]}</span>
          <span className="sr-only">{words.marks.badge(state, counts[state] ?? 0)}</span>
        </li>
      ))}
    </ul>
  );
}

function NeedsYou({ summary: { counts, needs } }: { summary: CaptureSummary }) {
  const words = useWords();
  const places = usePlaces();
  if (needs === undefined) return null;
  const title = recordTitle(needs, places, words);
  return (
    <Link
      href={counts.needs === 1 ? `/records/detail/?id=${needs.id}` : '/sync/'}
      className="flex min-h-[60px] items-center gap-3 edge-t py-2.5 pr-3 pl-4 outline-offset-[-3px]"
    >
      <StateMark state="needs" />
      <span className="min-w-0 flex-1">
        <span className="row-title block">{words.capture.needsYou(counts.needs)}</span>
        <span className="detail block">
          {counts.needs === 1 ? title : words.capture.needsYouFirst(title, counts.needs - 1)}
        </span>
      </span>
      <Icon name="forward" size="sm" />
    </Link>
  );
}
