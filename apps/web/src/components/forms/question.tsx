'use client';
import { useId, type ReactNode } from 'react';
import { StateMark } from '../state-mark.tsx';
import { QuestionContext } from './question-context.ts';

/**
 * A question and its answer control. The question is the control's accessible name; an error stands under the
 * question, with the diamond, and is read with the control.
 *
 * `group`: set it for SegmentedChoice and ChipChoice, whose answer is a set of choices and not one input.
 * `id`: the control's id (default generated); `#id` is where a link to this question lands.
 */
export function Question({
  label,
  aside,
  hint,
  error,
  group = false,
  id,
  className = '',
  children,
}: {
  label: string;
  aside?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  group?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const generated = useId();
  const controlId = id ?? generated;
  const labelId = `${controlId}-label`;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const described = [hint === undefined ? '' : hintId, error === undefined ? '' : errorId]
    .filter(Boolean)
    .join(' ');
  const heading = (
    <>
      {label}
      {aside === undefined ? null : <span className="font-normal text-ink-2"> {aside}</span>}
    </>
  );
  const headingClass = 'block strong leading-[1.375] pb-2';
  return (
    <div className={`pt-3.5 ${className}`} data-invalid={error === undefined ? undefined : true}>
      {group ? (
        <div id={labelId} className={headingClass}>
          {heading}
        </div>
      ) : (
        <label id={labelId} htmlFor={controlId} className={headingClass}>
          {heading}
        </label>
      )}
      {hint === undefined ? null : (
        <p id={hintId} className="detail -mt-1 pb-2">
          {hint}
        </p>
      )}
      {/* Always present, so that an error that appears later is announced. */}
      <div id={errorId} role="alert">
        {error === undefined ? null : (
          <p className="strong flex gap-2 pb-2.5 text-[15px] leading-[1.4] text-state-needs">
            <StateMark state="needs" size="sm" className="mt-0.5" />
            <span>{error}</span>
          </p>
        )}
      </div>
      <QuestionContext
        value={{
          controlId,
          labelId,
          describedBy: described === '' ? undefined : described,
          invalid: error !== undefined,
        }}
      >
        {children}
      </QuestionContext>
    </div>
  );
}
