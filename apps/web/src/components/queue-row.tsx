'use client';
import type { Band } from '@fieldsync/protocol';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PriorityChip } from './priority-chip.tsx';
import { StateMark } from './state-mark.tsx';
import { stateColour, type SyncState } from './sync-state.ts';

/**
 * One item on its way. Right of the title: the state or its place in line. Second line: the priority and its
 * reason, or, when `note` is given, what stands in the way and what happens next.
 */
export function QueueRow({
  href,
  state,
  title,
  right,
  band,
  reason,
  note,
  actions,
}: {
  href: string;
  state: SyncState;
  title: string;
  right: string;
  band: Band;
  reason: string;
  note?: string | undefined;
  /** What a person can do here, under the row. */
  actions?: ReactNode;
}) {
  return (
    <li data-state={state}>
      <Link href={href} className="flex min-h-16 items-start gap-3 py-2.5">
        <span key={state} className="rise-in mt-px">
          <StateMark state={state} className="size-[max(22px,var(--fs-mark))]" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex min-h-[22px] items-baseline gap-2">
            <span className="row-title flex-1">{title}</span>
            <span className={`strong flex-none text-sm leading-[1.4] ${stateColour[state]}`}>{right}</span>
          </span>
          <span className="flex min-h-[22px] items-center gap-[7px] pt-0.5">
            <PriorityChip band={band} />
            {reason === '' ? null : <span className="detail min-w-0 truncate">{reason}</span>}
          </span>
          {note === undefined ? null : <span className="detail block pt-0.5">{note}</span>}
        </span>
      </Link>
      {actions === undefined ? null : (
        <div className="flex flex-wrap gap-x-1.5 gap-y-2 pb-3 pl-[34px] *:px-2">{actions}</div>
      )}
    </li>
  );
}
