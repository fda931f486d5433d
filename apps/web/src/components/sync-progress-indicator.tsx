'use client';
import { useWords } from '../words/words.tsx';
import type { Segment } from './progress-segments.tsx';
import { ProgressSteps } from './progress-steps.tsx';
import { StateMark } from './state-mark.tsx';
import { stateColour, type SyncState } from './sync-state.ts';

/** Mark and number, for a bar: "2 of 6" while sending, the count otherwise, "All sent" when nothing is left. */
interface Minimal {
  variant: 'minimal';
  state: SyncState;
  count: number;
  /** While sending: which one of how many. */
  place?: { at: number; of: number } | undefined;
}

/** One row above a list: the sentence, when it will be done, a segment a record. */
interface Compact {
  variant: 'compact';
  sentence: string;
  /** "about 50 s"; empty while nothing is known. */
  eta: string;
  segments: readonly Segment[];
}

/** How far sending has come. Everything it shows was acknowledged by the server, nothing is assumed [S7]. */
export function SyncProgressIndicator(props: Minimal | Compact) {
  return props.variant === 'minimal' ? <MinimalProgress {...props} /> : <CompactProgress {...props} />;
}

function MinimalProgress({ state, count, place }: Minimal) {
  const words = useWords();
  const [said, heard] =
    state === 'office'
      ? [words.sync.allSent, words.sync.allSent]
      : place === undefined
        ? [String(count), words.marks.badge(state, count)]
        : [words.sync.minimalSending(place.at, place.of), words.sync.sending(place.at, place.of)];
  return (
    <span
      className={`strong inline-flex items-center gap-1.5 text-sm whitespace-nowrap ${stateColour[state]}`}
    >
      <StateMark state={state} />
      <span aria-hidden>{said}</span>
      <span className="sr-only">{heard}</span>
    </span>
  );
}

function CompactProgress({ sentence, eta, segments }: Compact) {
  return (
    <section className="card px-4 py-3">
      <div className="flex items-baseline gap-2" role="status">
        <p className="row-title flex-1 text-[0.9375rem]">{sentence}</p>
        <p className="text-sm text-ink-2">{eta}</p>
      </div>
      {segments.length === 0 ? null : (
        <div className="pt-2.5">
          <ProgressSteps segments={segments} />
        </div>
      )}
    </section>
  );
}
