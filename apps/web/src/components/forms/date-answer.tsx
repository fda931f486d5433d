'use client';
import { fieldClass } from './field-class.ts';
import { useControlAttributes } from './question-context.ts';

/** A day as `YYYY-MM-DD`, in the phone's own date picker; '' is no answer. */
export function DateAnswer({
  value,
  onChange,
  onBlur,
  name,
  min,
  max,
}: {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  min?: string;
  max?: string;
}) {
  const control = useControlAttributes();
  return (
    <input
      {...control}
      type="date"
      name={name}
      value={value}
      min={min}
      max={max}
      onBlur={onBlur}
      className={fieldClass}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
