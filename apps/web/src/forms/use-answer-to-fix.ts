'use client';
import { useEffect, useState } from 'react';
import { FORM_PARTS, type FormDefinition, type FormPart } from './definitions/form-definition.ts';
import { questionId } from './question-field.tsx';

const focusable = 'input, button, select, textarea';

function focusQuestion(field: string): void {
  const control = document.getElementById(questionId(field));
  const target =
    control?.matches(focusable) === true ? control : control?.querySelector<HTMLElement>(focusable);
  target?.focus();
}

/** Takes the person to the first answer that is to be fixed, also when it is in another part. */
export function useAnswerToFix(
  definition: FormDefinition,
  onPart: (part: FormPart) => void,
): (fields: readonly string[]) => void {
  const [goal, setGoal] = useState<{ readonly field: string }>();
  useEffect(() => {
    if (goal !== undefined) focusQuestion(goal.field);
  }, [goal]);
  return (fields) => {
    const first = definition.questions.find(({ field }) => fields.includes(field));
    const part = FORM_PARTS.find((each) =>
      definition.parts[each].some(({ field }) => field === first?.field),
    );
    if (first === undefined || part === undefined) return;
    onPart(part);
    setGoal({ field: first.field });
  };
}
