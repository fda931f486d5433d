'use client';
import { useEffect, useRef, useState } from 'react';
import { FORM_PARTS, type FormDefinition, type FormPart } from '@fieldsync/protocol/forms';
import { questionId } from './question-field.tsx';

const focusable = 'input, button, select, textarea';

/** False when the question is not on the screen. */
function focusQuestion(field: string): boolean {
  const control = document.getElementById(questionId(field));
  const target =
    control?.matches(focusable) === true ? control : control?.querySelector<HTMLElement>(focusable);
  target?.focus();
  return target !== undefined && target !== null;
}

/** Takes the person to the first answer that is to be fixed, also when it is in another part. */
export function useAnswerToFix(
  definition: FormDefinition,
  part: FormPart,
  onPart: (part: FormPart) => void,
): (fields: readonly string[]) => void {
  const [goal, setGoal] = useState<{ readonly field: string }>();
  const reached = useRef(goal);
  useEffect(() => {
    // The part is in the address, so it may change later than the goal.
    if (goal !== undefined && reached.current !== goal && focusQuestion(goal.field)) reached.current = goal;
  }, [goal, part]);
  return (fields) => {
    const first = definition.questions.find(({ field }) => fields.includes(field));
    const home = FORM_PARTS.find((each) =>
      definition.parts[each].some(({ field }) => field === first?.field),
    );
    if (first === undefined || home === undefined) return;
    onPart(home);
    setGoal({ field: first.field });
  };
}
