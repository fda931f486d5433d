'use client';
import type { Band } from '@fieldsync/protocol';
import Link from 'next/link';
import { PriorityChip } from './priority-chip.tsx';
import { StateMark } from './state-mark.tsx';
import { stateColour, type SyncState } from './sync-state.ts';

/** One record in a list: mark, title and time; the state in words, and the priority if it is High or more. */
export function RecordRow({
  href,
  state,
  stateText,
  title,
  time,
  band,
  chosen = false,
}: {
  href: string;
  state: SyncState;
  stateText: string;
  title: string;
  time: string;
  band: Band;
  /** Shown in the panel beside the list. */
  chosen?: boolean;
}) {
  return (
    <li className={chosen ? 'bg-select shadow-[inset_4px_0_0_var(--fs-ink)]' : ''}>
      <Link
        href={href}
        aria-current={chosen ? 'true' : undefined}
        className="flex min-h-16 items-start gap-3 px-4 py-[11px] outline-offset-[-3px]"
      >
        <StateMark state={state} className="mt-px size-[max(22px,var(--fs-mark))]" />
        <span className="min-w-0 flex-1">
          <span className="flex min-h-[22px] items-baseline gap-2">
            <span className="row-title flex-1">{title}</span>
            <span className="detail flex-none">{time}</span>
          </span>
          <span className="flex min-h-[22px] flex-wrap items-center gap-x-2 pt-0.5">
            <span className={`strong flex-1 text-sm leading-[1.4] ${stateColour[state]}`}>{stateText}</span>
            {band === 'CRITICAL' || band === 'HIGH' ? <PriorityChip band={band} /> : null}
          </span>
        </span>
      </Link>
    </li>
  );
}
