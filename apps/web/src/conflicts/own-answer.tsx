'use client';
import type { Question, QuestionWords } from '@fieldsync/protocol/forms';
import { Question as QuestionFrame } from '../components/forms/question.tsx';
import { isPlain, PlainAnswer, type PlainQuestion } from '../forms/fields/plain-answer.tsx';
import { useWords } from '../words/words.tsx';

/** A place, a position or a list of goods is one of the two that were given. */
export const canWrite = (question: Question | undefined): question is PlainQuestion =>
  question !== undefined && isPlain(question);

const isGroup = (kind: Question['kind']): boolean => ['yesNo', 'one', 'many'].includes(kind);

/** The answer that the coordinator writes, asked as on the form. */
export function OwnAnswer({
  question,
  asked,
  field,
  value,
  onChange,
}: {
  question: PlainQuestion;
  asked: QuestionWords;
  field: string;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { conflicts } = useWords();
  return (
    <QuestionFrame
      label={conflicts.ownAnswer(asked.short ?? asked.label)}
      hint={asked.help}
      group={isGroup(question.kind)}
      className="pb-1"
    >
      <PlainAnswer
        question={question}
        words={asked}
        name={`own-${field}`}
        value={value}
        // An emptied line is no answer.
        onChange={(next) => onChange(next === '' ? undefined : next)}
        onBlur={() => undefined}
      />
    </QuestionFrame>
  );
}
