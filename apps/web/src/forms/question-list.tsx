'use client';
import { useWatch, type Control } from 'react-hook-form';
import type { AskedQuestion, FormDefinition, FormPart } from '@fieldsync/protocol/forms';
import { QuestionField, type FormSurroundings } from './question-field.tsx';
import { isAsked } from './record-answers.ts';
import type { FormValues } from './record-resolver.ts';

const isHalf = ({ question }: AskedQuestion): boolean => question.kind === 'count' && question.half === true;

/** Questions in lines: two short counts that follow each other share one. */
export function inLines(questions: readonly AskedQuestion[]): AskedQuestion[][] {
  const lines: AskedQuestion[][] = [];
  for (const asked of questions) {
    const last = lines.at(-1);
    const mate = last?.[0];
    if (last?.length === 1 && mate !== undefined && isHalf(mate) && isHalf(asked)) last.push(asked);
    else lines.push([asked]);
  }
  return lines;
}

/** The questions of one part that are to be asked now. */
export function QuestionList({
  definition,
  part,
  control,
  around,
}: {
  definition: FormDefinition;
  part: FormPart;
  control: Control<FormValues>;
  around: FormSurroundings;
}) {
  const answers = useWatch({ control });
  const asked = definition.parts[part].filter(({ field, question }) =>
    isAsked(question, answers[field], answers),
  );
  return inLines(asked).map((line) => (
    <div key={line[0]?.field} className={line.length === 2 ? 'grid grid-cols-2 items-end gap-3' : ''}>
      {line.map((each) => (
        <QuestionField
          key={each.field}
          definition={definition}
          asked={each}
          control={control}
          around={around}
        />
      ))}
    </div>
  ));
}
