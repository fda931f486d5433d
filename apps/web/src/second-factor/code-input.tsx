'use client';
import { fieldClass } from '../components/forms/field-class.ts';
import { useControlAttributes } from '../components/forms/question-context.ts';

/** Where a code is typed or pasted: a keypad for figures, and the browser may offer what an app has copied. */
export function CodeInput({
  value,
  onChange,
  letters = false,
}: {
  value: string;
  onChange: (value: string) => void;
  letters?: boolean;
}) {
  return (
    <input
      {...useControlAttributes()}
      // A dialog that opens gives it the focus; React would do so before the dialog is there.
      ref={(element) => element?.setAttribute('autofocus', '')}
      name="code"
      value={value}
      maxLength={40}
      inputMode={letters ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      autoCapitalize={letters ? 'characters' : undefined}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      className={`${fieldClass} font-mono text-lg tracking-[0.08em]`}
    />
  );
}
