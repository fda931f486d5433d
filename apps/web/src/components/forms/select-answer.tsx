'use client';
import { fieldClass } from './field-class.ts';
import { useControlAttributes } from './question-context.ts';
import type { Choice } from './segmented-choice.tsx';

/** One of many, in the phone's own picker. `empty` is what stands there before a choice. */
export function SelectAnswer<Value extends string>({
  options,
  value,
  onChange,
  onBlur,
  name,
  empty,
}: {
  options: readonly Choice<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  onBlur?: () => void;
  name?: string;
  empty: string;
}) {
  const control = useControlAttributes();
  return (
    <select
      {...control}
      name={name}
      value={value ?? ''}
      className={`${fieldClass} pr-8`}
      onBlur={onBlur}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      <option value="" disabled>
        {empty}
      </option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
