'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import type { Question, QuestionWords } from '@fieldsync/protocol/forms';
import { formDefinition, questionWords } from '@fieldsync/protocol/forms';
import { answerText } from '../sync/answer-lines.ts';
import { usePlaces } from '../sync/use-places.ts';
import { useWords } from '../words/words.tsx';
import { ChoiceProblem } from './choice-problem.tsx';
import type { Choice } from './choices.ts';
import { canWrite, OwnAnswer } from './own-answer.tsx';
import { sayDifference } from './say-conflict.ts';
import { SideCard } from './side-card.tsx';

type Side = ConflictDetail['sides'][number];

/** The question behind a field, and its words; neither for what no form asks. */
export function useAskedQuestion(
  record: Pick<ConflictDetail['record'], 'type' | 'sector'>,
  field: string,
): { readonly question: Question | undefined; readonly asked: QuestionWords } {
  const words = useWords();
  const { type, sector } = record;
  if (type === 'MEDIA' || sector === null) return { question: undefined, asked: { label: field } };
  const question = formDefinition(type, sector).questions.find((each) => each.field === field)?.question;
  return { question, asked: questionWords(words, type, sector, field) ?? { label: field } };
}

/** One answer in two versions: the phone's, the office's, or one that is written here. */
export function AnswerChoice({
  conflict,
  side,
  choice,
  error,
  onChoose,
}: {
  conflict: ConflictDetail;
  side: Side;
  choice: Choice | undefined;
  error: string | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const { field, mine, theirs } = side;
  const { question, asked } = useAskedQuestion(conflict.record, field);
  const name = asked.short ?? asked.label;
  const said = (value: unknown): string =>
    value === undefined ? words.conflicts.noAnswer : answerText(value, asked, { places, now, words });
  const writes = choice?.side === 'own';
  return (
    <fieldset
      id={`choice-${field}`}
      tabIndex={-1}
      aria-describedby={error === undefined ? undefined : `choice-${field}-error`}
      className="grid gap-2 py-2.5 outline-none lg:grid-cols-[190px_1fr_1fr] lg:items-center lg:gap-3"
    >
      {/* A legend takes no part in a grid; what is seen is the line beside it. */}
      <legend className="sr-only">{name}</legend>
      <div aria-hidden className="strong leading-[1.375]">
        {name}
      </div>
      <SideCard
        name={`side-${field}`}
        value="mine"
        checked={choice?.side === 'mine'}
        side={{ state: 'phone', label: words.conflicts.phoneOf(conflict.from.name) }}
        title={said(mine)}
        detail={sayDifference(mine, theirs, words)}
        invalid={error !== undefined}
        onChoose={() => onChoose({ side: 'mine' })}
      />
      <SideCard
        name={`side-${field}`}
        value="theirs"
        checked={choice?.side === 'theirs'}
        side={{ state: 'office', label: words.conflicts.office }}
        title={said(theirs)}
        detail={sayDifference(theirs, mine, words)}
        invalid={error !== undefined}
        onChoose={() => onChoose({ side: 'theirs' })}
      />
      {canWrite(question) ? (
        <div className="lg:col-span-2 lg:col-start-2">
          <SideCard
            name={`side-${field}`}
            value="own"
            checked={writes}
            title={words.conflicts.writeOwn}
            quiet
            invalid={error !== undefined}
            onChoose={() => onChoose({ side: 'own', value: undefined })}
          />
          {writes ? (
            <OwnAnswer
              question={question}
              asked={asked}
              field={field}
              value={choice.value}
              onChange={(value) => onChoose({ side: 'own', value })}
            />
          ) : null}
        </div>
      ) : null}
      <ChoiceProblem id={`choice-${field}-error`} problem={error} className="lg:col-span-2 lg:col-start-2" />
    </fieldset>
  );
}
