/** What the office wants before an act: a code, or that there is something that makes codes. */
export type CodeNeed = 'code' | 'enrolment';

interface Open {
  readonly need: CodeNeed;
  readonly answered: Promise<boolean>;
  readonly answer: (given: boolean) => void;
}

let open: Open | undefined;
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

/** Asks the person, once for all acts that wait for it. @returns whether the office has what it asked for */
export function askForCode(need: CodeNeed): Promise<boolean> {
  if (open !== undefined) return open.answered;
  let answer = (_given: boolean): void => undefined;
  const answered = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  open = { need, answered, answer };
  tell();
  return answered;
}

/** Ends the question, if there is one. */
export function answerCode(given: boolean): void {
  const asked = open;
  open = undefined;
  tell();
  asked?.answer(given);
}

export function openCodeNeed(): CodeNeed | undefined {
  return open?.need;
}

export function onCodeQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
