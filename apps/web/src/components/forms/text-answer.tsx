'use client';
import type { HTMLInputAutoCompleteAttribute } from 'react';
import { fieldClass } from './field-class.ts';
import { useControlAttributes } from './question-context.ts';

/** A line of text, or several with `lines`. 16 px, so that phones do not zoom into it. */
export function TextAnswer({
  value,
  onChange,
  onBlur,
  name,
  lines = 1,
  maxLength,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  required = false,
}: {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  lines?: number;
  maxLength?: number;
  type?: 'text' | 'email' | 'password' | 'search';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  required?: boolean;
}) {
  const control = useControlAttributes();
  const shared = {
    ...control,
    name,
    value,
    maxLength,
    required,
    onBlur,
    autoComplete,
    className: fieldClass,
  };
  return lines > 1 ? (
    <textarea
      {...shared}
      rows={lines}
      className={`${fieldClass} resize-y py-2.5`}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <input {...shared} type={type} inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
  );
}
