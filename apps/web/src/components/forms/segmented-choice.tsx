'use client';
import { useId } from 'react';
import { Icon } from '../icon.tsx';
import { useGroupAttributes } from './question-context.ts';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

/** One of two or three short answers, side by side. Native radios: arrow keys move, Tab enters and leaves once. */
export function SegmentedChoice<Value extends string>({
  options,
  value,
  onChange,
  onBlur,
  name,
}: {
  options: readonly Choice<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  onBlur?: () => void;
  name?: string;
}) {
  const generated = useId();
  const { 'aria-invalid': invalid, ...group } = useGroupAttributes();
  return (
    <div
      role="radiogroup"
      {...group}
      aria-invalid={invalid}
      onBlur={onBlur}
      className="grid auto-cols-fr grid-flow-col rounded-sm edge-2 bg-surface aria-invalid:border-2 aria-invalid:border-state-needs"
    >
      {options.map((option, index) => (
        <label
          key={option.value}
          className={`settle strong relative flex min-h-[max(46px,var(--fs-tap-min))] items-center justify-center gap-1.5 px-2 text-center
            first:rounded-l-[7px] last:rounded-r-[7px] has-checked:bg-ink has-checked:text-on-ink
            has-focus-visible:z-1 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus
            ${index > 0 ? 'border-l-(length:--fs-border-w) border-line-2' : ''}`}
        >
          <input
            type="radio"
            className="peer absolute inset-0 size-full cursor-pointer opacity-0"
            name={name ?? generated}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {value === option.value ? <Icon name="check" size="xs" /> : null}
          {option.label}
        </label>
      ))}
    </div>
  );
}
