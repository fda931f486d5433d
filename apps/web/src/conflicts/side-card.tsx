'use client';
import type { ReactNode } from 'react';
import { StateMark } from '../components/state-mark.tsx';

/** One of the answers to choose from: a large radio button with what it stands for. */
export function SideCard({
  name,
  value,
  checked,
  side,
  title,
  detail,
  invalid = false,
  quiet = false,
  onChoose,
}: {
  name: string;
  value: string;
  checked: boolean;
  /** Whose it is, said with its mark where the columns do not say it. */
  side?: { readonly state: 'phone' | 'office'; readonly label: string } | undefined;
  title: ReactNode;
  detail?: string | undefined;
  invalid?: boolean;
  /** Beside the two answers rather than one of them. */
  quiet?: boolean;
  onChoose: () => void;
}) {
  return (
    <label
      className={`settle relative flex min-h-[52px] cursor-pointer items-center gap-2.5 rounded-sm bg-surface px-3.5 py-1.5
        has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus
        ${checked ? 'shadow-[inset_0_0_0_2px_var(--fs-ink)]' : quiet ? '' : 'shadow-[inset_0_0_0_1px_var(--fs-line-2)]'}`}
    >
      <input
        type="radio"
        className="absolute inset-0 z-1 size-full cursor-pointer opacity-0"
        name={name}
        value={value}
        checked={checked}
        aria-invalid={invalid ? true : undefined}
        onChange={onChoose}
      />
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden className="flex-none">
        <circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" strokeWidth={checked ? 2 : 1.5} />
        {checked ? <circle cx="10" cy="10" r="4.5" fill="currentColor" /> : null}
      </svg>
      <span className="min-w-0 flex-1">
        {side === undefined ? null : (
          <span className="detail flex items-center gap-1.5 lg:sr-only">
            <StateMark state={side.state} size="sm" />
            {side.label}
          </span>
        )}
        <span className="strong block text-base leading-[1.375] [overflow-wrap:anywhere]">{title}</span>
        {detail === undefined ? null : <span className="block text-xs leading-4 text-ink-3">{detail}</span>}
      </span>
    </label>
  );
}
