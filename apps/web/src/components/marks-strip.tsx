'use client';
import { useWords } from '../words/words.tsx';
import { countMarks, type StripMark } from './mark-counts.ts';
import { StateMark } from './state-mark.tsx';
import { stateColour } from './sync-state.ts';

/** Above this many, marks become counts: people count things, and nobody counts twenty-five. */
export const MARKS_LIMIT = 24;

/** One mark, one record, critical ones first and underlined. Heard as one image with a sentence. */
export function MarksStrip({ marks }: { marks: readonly StripMark[] }) {
  const words = useWords();
  const counts = countMarks(marks);
  const critical = marks.filter((mark) => mark.critical).length;
  const label = words.marks.strip(marks.length, critical, counts);
  return (
    <div role="img" aria-label={label} className="flex flex-wrap items-center gap-x-1.5 gap-y-3 pb-1.5">
      {marks.length > MARKS_LIMIT
        ? counts.map(({ state, count }) => (
            <span
              key={state}
              className={`strong inline-flex items-center gap-1.5 pr-2 ${stateColour[state]}`}
            >
              <StateMark state={state} size="lg" />
              {count}
            </span>
          ))
        : marks.map((mark) => (
            <span key={mark.id} className="drop-in relative">
              <StateMark state={mark.state} size="lg" />
              {mark.critical ? (
                <span className="absolute inset-x-0.5 -bottom-1.5 h-[3px] rounded-full bg-ink" />
              ) : null}
            </span>
          ))}
      {critical > 0 && marks.length <= MARKS_LIMIT ? (
        <span className="ml-auto flex items-center gap-[5px] text-xs text-ink-2">
          <span className="h-[3px] w-3.5 rounded-full bg-ink" />
          {words.marks.critical}
        </span>
      ) : null}
    </div>
  );
}
