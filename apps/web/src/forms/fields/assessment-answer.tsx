'use client';
import { SelectAnswer } from '../../components/forms/select-answer.tsx';
import { sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';

/** An assessment on this phone that a response may answer. */
export interface LinkableAssessment {
  readonly id: string;
  /** "Health, Dikwa camp" */
  readonly title: string;
  /** ms since 1970. */
  readonly savedAt: number;
}

const NONE = 'none';

/** Which assessment a response answers. One that is named by the page's address may be on another phone. */
export function AssessmentAnswer({
  value,
  assessments,
  onChange,
  onBlur,
  name,
  now,
}: {
  value: unknown;
  assessments: readonly LinkableAssessment[];
  onChange: (id: string | undefined) => void;
  onBlur: () => void;
  name: string;
  now: Date;
}) {
  const words = useWords();
  const say = words.recordForm.assessment;
  const chosen = typeof value === 'string' ? value : undefined;
  const options = assessments.map(({ id, title, savedAt }) => ({
    value: id,
    label: say.entry(title, sayWhen(new Date(savedAt), now, words)),
  }));
  if (chosen !== undefined && !assessments.some(({ id }) => id === chosen))
    options.unshift({ value: chosen, label: say.elsewhere });
  return (
    <SelectAnswer
      options={[{ value: NONE, label: say.none }, ...options]}
      value={chosen ?? NONE}
      empty={say.choose}
      name={name}
      onBlur={onBlur}
      onChange={(next) => onChange(next === NONE ? undefined : next)}
    />
  );
}
