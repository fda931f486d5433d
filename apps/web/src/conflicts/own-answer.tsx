'use client';
import { limits } from '@fieldsync/protocol';
import { ChipChoice } from '../components/forms/chip-choice.tsx';
import { DateAnswer } from '../components/forms/date-answer.tsx';
import { Question as QuestionFrame } from '../components/forms/question.tsx';
import { Stepper } from '../components/forms/stepper.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { YesNoChoice } from '../components/forms/yes-no-choice.tsx';
import { OneAnswer } from '../forms/fields/one-answer.tsx';
import type { Question, QuestionWords } from '@fieldsync/protocol/forms';
import { useWords } from '../words/words.tsx';

/** Answers that can be written at a desk. A place, a position or a list of goods is one of the two that were given. */
const WRITABLE: readonly Question['kind'][] = ['yesNo', 'count', 'one', 'many', 'text', 'date'];

export const canWrite = (question: Question | undefined): question is Question =>
  question !== undefined && WRITABLE.includes(question.kind);

const isGroup = (kind: Question['kind']): boolean => ['yesNo', 'one', 'many'].includes(kind);

function Control({
  question,
  words,
  name,
  value,
  onChange,
}: {
  question: Question;
  words: QuestionWords;
  name: string;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const bound = { name, onBlur: () => undefined };
  switch (question.kind) {
    case 'yesNo':
      return (
        <YesNoChoice
          {...bound}
          value={value === null ? 'unknown' : typeof value === 'boolean' ? value : undefined}
          onChange={(next) => onChange(next === 'unknown' ? null : next)}
        />
      );
    case 'count':
      return (
        <Stepper
          {...bound}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
          max={question.max ?? limits.count}
        />
      );
    case 'one':
      return (
        <OneAnswer
          {...bound}
          question={question}
          options={words.options ?? {}}
          value={value}
          onChange={onChange}
        />
      );
    case 'many': {
      const options = question.options.map((option) => ({
        value: option,
        label: words.options?.[option] ?? option,
      }));
      return (
        <ChipChoice
          many
          {...bound}
          options={options}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={onChange}
        />
      );
    }
    case 'text':
      return (
        <TextAnswer
          {...bound}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => onChange(text === '' ? undefined : text)}
          lines={question.lines}
        />
      );
    case 'date':
      return (
        <DateAnswer
          {...bound}
          value={typeof value === 'string' ? value : ''}
          onChange={(day) => onChange(day === '' ? undefined : day)}
        />
      );
    case 'assessment':
    case 'items':
    case 'location':
    case 'moment':
    case 'place':
    case 'stamp':
      return null;
  }
}

/** The answer that the coordinator writes, asked as on the form. */
export function OwnAnswer({
  question,
  asked,
  field,
  value,
  error,
  onChange,
}: {
  question: Question;
  asked: QuestionWords;
  field: string;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
}) {
  const { conflicts } = useWords();
  return (
    <QuestionFrame
      label={conflicts.ownAnswer(asked.short ?? asked.label)}
      hint={asked.help}
      error={error}
      group={isGroup(question.kind)}
      className="pb-1"
    >
      <Control question={question} words={asked} name={`own-${field}`} value={value} onChange={onChange} />
    </QuestionFrame>
  );
}
