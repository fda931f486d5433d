'use client';
import type { KeyboardEvent } from 'react';
import { useWords } from '../../words/words.tsx';
import { Icon } from '../icon.tsx';
import { useControlAttributes } from './question-context.ts';
import { stepped, typedCount } from './stepper-value.ts';

/** A count: buttons for small corrections, typing for large numbers, arrow keys on a keyboard. Empty is `undefined`. */
export function Stepper({
  value,
  onChange,
  onBlur,
  name,
  min = 0,
  max = 9_999_999,
  step = 1,
}: {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  onBlur?: () => void;
  name?: string;
  min?: number;
  max?: number;
  step?: number;
}) {
  const { forms } = useWords();
  const control = useControlAttributes();
  const move = (by: number): void => onChange(stepped(value, by, { min, max }));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowUp: step, ArrowDown: -step, PageUp: step * 10, PageDown: -step * 10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
  const button = 'press grid place-items-center outline-offset-[-3px]';
  return (
    <div className="grid min-h-12 grid-cols-[48px_1fr_48px] rounded-sm edge-2 bg-surface has-aria-invalid:border-2 has-aria-invalid:border-state-needs">
      {/* Out of the tab order: the arrow keys do the same from the number itself. */}
      <button
        type="button"
        tabIndex={-1}
        aria-label={forms.oneFewer}
        className={button}
        onClick={() => move(-step)}
      >
        <Icon name="minus" size="sm" />
      </button>
      <input
        {...control}
        name={name}
        role="spinbutton"
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="strong w-full min-w-0 border-x-(length:--fs-border-w) border-line bg-transparent text-center text-lg outline-offset-[-3px]"
        value={value === undefined ? '' : String(value)}
        onChange={(event) => onChange(typedCount(event.target.value))}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      <button
        type="button"
        tabIndex={-1}
        aria-label={forms.oneMore}
        className={button}
        onClick={() => move(step)}
      >
        <Icon name="plus" size="sm" />
      </button>
    </div>
  );
}
