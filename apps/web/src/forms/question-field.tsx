'use client';
import type { AffectedEntity } from '@fieldsync/protocol';
import { useController, type Control } from 'react-hook-form';
import { Question as QuestionFrame } from '../components/forms/question.tsx';
import { useWords } from '../words/words.tsx';
import type { AskedQuestion, FormDefinition, QuestionWords } from '@fieldsync/protocol/forms';
import { questionWords } from '@fieldsync/protocol/forms';
import { AssessmentAnswer, type LinkableAssessment } from './fields/assessment-answer.tsx';
import { ItemsAnswer } from './fields/items-answer.tsx';
import { LocationAnswer } from './fields/location-answer.tsx';
import { MomentAnswer } from './fields/moment-answer.tsx';
import { PlaceAnswer } from './fields/place-answer.tsx';
import { isPlain, PlainAnswer, type Binding } from './fields/plain-answer.tsx';
import type { Point } from './places-by-distance.ts';
import type { FormValues } from './record-resolver.ts';
import type { PositionSearch } from './use-position.ts';

/** What the answers need to know beyond the form itself. */
export interface FormSurroundings {
  readonly places: readonly AffectedEntity[];
  readonly assessments: readonly LinkableAssessment[];
  readonly search: PositionSearch;
  readonly position: Point | undefined;
  readonly now: Date;
}

/** The control of a question; also where the form puts the focus when the answer is to be fixed. */
export const questionId = (field: string): string => `q-${field}`;

function Answer({
  asked: { question },
  bound,
  words,
  around,
}: {
  asked: AskedQuestion;
  bound: Binding;
  words: QuestionWords;
  around: FormSurroundings;
}) {
  if (isPlain(question)) return <PlainAnswer {...bound} question={question} words={words} />;
  switch (question.kind) {
    case 'moment':
      return <MomentAnswer {...bound} />;
    case 'place':
      return <PlaceAnswer {...bound} places={around.places} position={around.position} />;
    case 'assessment':
      return <AssessmentAnswer {...bound} assessments={around.assessments} now={around.now} />;
    case 'location':
      return <LocationAnswer {...bound} search={around.search} now={around.now} />;
    case 'items':
      return <ItemsAnswer {...bound} question={question} columns={words.columns ?? {}} />;
    case 'stamp':
      return null;
  }
}

const isGroup = (kind: AskedQuestion['question']['kind']): boolean =>
  ['yesNo', 'one', 'many', 'location', 'items'].includes(kind);

/** One question of a form, whatever its kind. */
export function QuestionField({
  definition,
  asked,
  control,
  around,
}: {
  definition: FormDefinition;
  asked: AskedQuestion;
  control: Control<FormValues>;
  around: FormSurroundings;
}) {
  const words = useWords();
  const { field, fieldState } = useController({ name: asked.field, control });
  const own = questionWords(words, definition.type, definition.sector, asked.field) ?? { label: asked.field };
  const { kind } = asked.question;
  const bound: Binding = {
    name: field.name,
    value: field.value,
    onChange: field.onChange,
    onBlur: field.onBlur,
  };
  return (
    <QuestionFrame
      id={questionId(asked.field)}
      label={own.label}
      aside={kind === 'many' ? words.forms.chooseAll : undefined}
      hint={own.help}
      error={fieldState.error?.message}
      group={isGroup(kind)}
    >
      <Answer asked={asked} bound={bound} words={own} around={around} />
    </QuestionFrame>
  );
}
