'use client';
import type { ConflictSummary } from '@fieldsync/protocol';
import Link from 'next/link';
import { useNow } from '../clock/clock.tsx';
import { Icon } from '../components/icon.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useWords } from '../words/words.tsx';
import { sayWhenShort } from '../words/when.ts';
import { conflictTitle, sayAbout } from './say-conflict.ts';

export const conflictHref = (id: string): string => `/conflicts/detail/?id=${id}`;

function Row({ conflict }: { conflict: ConflictSummary }) {
  const words = useWords();
  const now = useNow();
  const { resolution, from, severity } = conflict;
  const when = (at: string): string => sayWhenShort(new Date(at), now, words);
  return (
    <li>
      <Link
        href={conflictHref(conflict.id)}
        className="flex min-h-16 items-start gap-3 px-4 py-[11px] outline-offset-[-3px]"
      >
        <StateMark
          state={resolution === null ? 'conflict' : 'office'}
          className="mt-px size-[max(22px,var(--fs-mark))]"
        />
        <span className="min-w-0 flex-1">
          <span className="flex min-h-[22px] items-baseline gap-2">
            <span className="row-title flex-1">{conflictTitle(conflict.record, conflict.place, words)}</span>
            <span className="detail flex-none">{when(conflict.createdAt)}</span>
          </span>
          <span className="flex min-h-[22px] flex-wrap items-center gap-x-2 pt-0.5 text-sm leading-[1.4]">
            <span
              className={`strong flex-auto ${resolution === null ? 'text-state-conflict' : 'text-state-office'}`}
            >
              {resolution === null
                ? sayAbout(conflict, words)
                : words.conflicts.decidedBy(resolution.by.name, when(resolution.at))}
            </span>
            {severity === 'HIGH' && resolution === null ? (
              <span className="strong inline-flex items-center gap-[3px] rounded-xs border-[1.5px] border-ink pr-[7px] pl-[5px] text-xs leading-[1.46]">
                <Icon name="priorityHigh" size="xs" className="size-3.5 stroke-[2.5]" />
                {words.conflicts.severities.HIGH}
              </span>
            ) : null}
            <span className="detail flex-none">{words.conflicts.from(from.name)}</span>
          </span>
        </span>
      </Link>
    </li>
  );
}

export function ConflictRows({ items }: { items: readonly ConflictSummary[] }) {
  const { conflicts } = useWords();
  return (
    <ul aria-label={conflicts.list} className="card ruled">
      {items.map((conflict) => (
        <Row key={conflict.id} conflict={conflict} />
      ))}
    </ul>
  );
}
