'use client';
import { useId } from 'react';
import { Icon } from '../icon.tsx';
import { useGroupAttributes } from './question-context.ts';
import type { Choice } from './segmented-choice.tsx';

type Answer<Value extends string> =
  | { many: true; value: readonly Value[]; onChange: (value: Value[]) => void }
  | { many?: false; value: Value | undefined; onChange: (value: Value) => void };

/** Longer lists of short answers as chips that wrap: checkboxes with `many`, radios without. */
export function ChipChoice<Value extends string>({
  options,
  name,
  onBlur,
  ...answer
}: { options: readonly Choice<Value>[]; name?: string; onBlur?: () => void } & Answer<Value>) {
  const generated = useId();
  const { 'aria-invalid': invalid, ...group } = useGroupAttributes();
  const isChosen = (value: Value): boolean =>
    answer.many ? answer.value.includes(value) : answer.value === value;
  const choose = (value: Value): void => {
    if (!answer.many) answer.onChange(value);
    // In the order of the options, so that the same answers are the same value whatever order they were tapped in.
    else
      answer.onChange(options.map((o) => o.value).filter((o) => (o === value ? !isChosen(o) : isChosen(o))));
  };
  return (
    <div
      role={answer.many ? 'group' : 'radiogroup'}
      {...group}
      aria-invalid={answer.many ? undefined : invalid}
      onBlur={onBlur}
      className="flex flex-wrap gap-x-2 gap-y-2"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="settle strong reach flex min-h-11 items-center gap-1.5 rounded-full edge-2 bg-surface px-3.5 text-[0.9375rem] leading-[1.4]
            has-checked:border-ink has-checked:bg-ink has-checked:text-on-ink has-focus-visible:outline-3
            has-focus-visible:outline-offset-2 has-focus-visible:outline-focus max-[340px]:px-2.5"
        >
          <input
            type={answer.many ? 'checkbox' : 'radio'}
            className="absolute inset-0 z-1 size-full cursor-pointer opacity-0"
            name={name ?? generated}
            value={option.value}
            checked={isChosen(option.value)}
            onChange={() => choose(option.value)}
          />
          {isChosen(option.value) ? <Icon name="check" size="xs" /> : null}
          {option.label}
        </label>
      ))}
    </div>
  );
}
