'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { answerLines } from '../sync/answer-lines.ts';
import { useWords } from '../words/words.tsx';
import { usePlaces } from '../sync/use-places.ts';
import { ChoiceProblem } from './choice-problem.tsx';
import { RECORD, type Choice } from './choices.ts';
import { SideCard } from './side-card.tsx';

/** A record that one side changed and the other removed: it is kept or it is not. */
export function RecordChoice({
  conflict,
  choice,
  error,
  onChoose,
}: {
  conflict: ConflictDetail;
  choice: Choice | undefined;
  error: string | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const { conflicts } = words;
  const phoneRemoves = conflict.kind === 'delete-of-edited';
  const kept = phoneRemoves ? 'theirs' : 'mine';
  const data = Object.fromEntries(
    conflict.sides.flatMap((side) => (side[kept] === undefined ? [] : [[side.field, side[kept]] as const])),
  );
  const lines = answerLines({ ...conflict.record, data }, { places, now, words });
  const card = (side: 'mine' | 'theirs') => {
    const keeps = side === kept;
    return (
      <SideCard
        name={`side-${RECORD}`}
        value={side}
        checked={choice?.side === side}
        side={
          side === 'mine'
            ? { state: 'phone', label: conflicts.phoneOf(conflict.from.name) }
            : { state: 'office', label: conflicts.office }
        }
        title={keeps ? conflicts.keepRecord : conflicts.removeRecord}
        detail={keeps ? (side === 'mine' ? conflicts.withPhone : conflicts.withOffice) : conflicts.removedFor}
        invalid={error !== undefined}
        onChoose={() => onChoose({ side })}
      />
    );
  };
  return (
    <>
      <fieldset
        id={`choice-${RECORD}`}
        tabIndex={-1}
        aria-describedby={error === undefined ? undefined : `choice-${RECORD}-error`}
        className="grid gap-2 py-2.5 outline-none lg:grid-cols-2 lg:gap-3"
      >
        <legend className="sr-only">{conflicts.oneRemoved}</legend>
        {card('mine')}
        {card('theirs')}
        <ChoiceProblem id={`choice-${RECORD}-error`} problem={error} />
      </fieldset>
      <h2 className="section-title">{conflicts.theAnswers}</h2>
      <Checklist>
        {lines.map((line) => (
          <ChecklistLine key={line.field} name={line.name} answer={line.answer} />
        ))}
      </Checklist>
    </>
  );
}
