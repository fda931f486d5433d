import { createContext, useContext } from 'react';

/** What a control needs to name itself by its question and to point at its error. */
export interface QuestionIds {
  controlId: string;
  labelId: string;
  /** Ids of hint and error, ready for aria-describedby. */
  describedBy: string | undefined;
  invalid: boolean;
}

export const QuestionContext = createContext<QuestionIds | undefined>(undefined);

/** The attributes of a single control (input, textarea) inside a question. */
export function useControlAttributes() {
  const question = useContext(QuestionContext);
  return {
    id: question?.controlId,
    'aria-describedby': question?.describedBy,
    'aria-invalid': question?.invalid === true ? true : undefined,
  };
}

/** The attributes of a set of choices inside a question; the question must have `group`. */
export function useGroupAttributes() {
  const question = useContext(QuestionContext);
  return {
    id: question?.controlId,
    'aria-labelledby': question?.labelId,
    'aria-describedby': question?.describedBy,
    'aria-invalid': question?.invalid === true ? true : undefined,
  };
}
