'use client';
import { ChipChoice } from '../../components/forms/chip-choice.tsx';
import { SegmentedChoice } from '../../components/forms/segmented-choice.tsx';
import { useWords } from '../../words/words.tsx';
import type { OneQuestion } from '@fieldsync/protocol/forms';

const NOT_KNOWN = 'not-known';

/** One of several answers. `null` is "not known", `undefined` is nothing chosen yet. */
export function OneAnswer({
  question,
  options,
  value,
  onChange,
  onBlur,
  name,
}: {
  question: OneQuestion;
  /** Words by value. */
  options: Readonly<Record<string, string>>;
  value: unknown;
  onChange: (value: string | null) => void;
  onBlur: () => void;
  name: string;
}) {
  const { forms } = useWords();
  const choices = question.options.map((option) => ({ value: option, label: options[option] ?? option }));
  if (question.notKnown === 'added') choices.push({ value: NOT_KNOWN, label: forms.notKnown });
  const chosen = value === null ? NOT_KNOWN : typeof value === 'string' ? value : undefined;
  const shared = {
    options: choices,
    value: chosen,
    onChange: (next: string) => onChange(next === NOT_KNOWN ? null : next),
    onBlur,
    name,
  };
  return choices.length <= 3 ? <SegmentedChoice {...shared} /> : <ChipChoice {...shared} />;
}
