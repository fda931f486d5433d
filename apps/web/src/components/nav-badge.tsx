'use client';
import { useWords } from '../words/words.tsx';
import { StateMark } from './state-mark.tsx';
import { stateColour, type SyncState } from './sync-state.ts';

export interface Badge {
  state: SyncState;
  count: number;
}

/** A mark and how many, where work waits. Nothing when all is at the office: quiet is success. */
export function NavBadge({ badge, className = '' }: { badge: Badge | undefined; className?: string }) {
  const words = useWords();
  if (badge === undefined) return null;
  return (
    <span
      className={`inline-flex items-center gap-px text-[13px] leading-[1.23] font-bold ${stateColour[badge.state]} ${className}`}
    >
      <StateMark state={badge.state} size="xs" />
      <span aria-hidden>{badge.count > 99 ? '99+' : badge.count}</span>
      <span className="sr-only">, {words.marks.badge(badge.state, badge.count)}</span>
    </span>
  );
}
