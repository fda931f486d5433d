'use client';
import { limits } from '@fieldsync/protocol';
import type { Question, QuestionWords } from '@fieldsync/protocol/forms';
import { ChipChoice } from '../../components/forms/chip-choice.tsx';
import { DateAnswer } from '../../components/forms/date-answer.tsx';
import { Stepper } from '../../components/forms/stepper.tsx';
import { TextAnswer } from '../../components/forms/text-answer.tsx';
import { YesNoChoice } from '../../components/forms/yes-no-choice.tsx';
import { OneAnswer } from './one-answer.tsx';

const PLAIN = ['yesNo', 'count', 'one', 'many', 'text', 'date'] as const;
export type PlainQuestion = Extract<Question, { kind: (typeof PLAIN)[number] }>;

/** Whether its answer can be given anywhere, also at a desk: no place, no position, no list of goods. */
export const isPlain = (question: Question): question is PlainQuestion =>
  (PLAIN as readonly string[]).includes(question.kind);

/** An answer as a form keeps it; `null` is "not known". */
export interface Binding {
  readonly name: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur: () => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The control of a plain question. */
export function PlainAnswer({
  question,
  words,
  ...bound
}: Binding & { question: PlainQuestion; words: QuestionWords }) {
  const { value, onChange } = bound;
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
          max={question.max ?? limits.count}
        />
      );
    case 'one':
      return <OneAnswer {...bound} question={question} options={words.options ?? {}} />;
    case 'many':
      return (
        <ChipChoice
          many
          {...bound}
          options={question.options.map((option) => ({
            value: option,
            label: words.options?.[option] ?? option,
          }))}
          value={Array.isArray(value) ? (value as string[]) : []}
        />
      );
    case 'text':
      return <TextAnswer {...bound} value={textOf(value)} lines={question.lines} />;
    case 'date':
      return <DateAnswer {...bound} value={textOf(value)} />;
  }
}
