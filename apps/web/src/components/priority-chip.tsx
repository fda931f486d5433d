'use client';
import type { Band } from '@fieldsync/protocol';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

const looks: Record<Band, string> = {
  CRITICAL: 'bg-ink text-on-ink border-[1.5px] border-ink rounded-xs font-bold pl-[5px] pr-[7px]',
  HIGH: 'text-ink border-[1.5px] border-ink rounded-xs font-bold pl-[5px] pr-[7px]',
  NORMAL: 'text-ink-2 strong',
  LOW: 'text-ink-2 strong',
};

/** Priority is weight, not hue. Follow it with its reason in two to four words. */
export function PriorityChip({ band }: { band: Band }) {
  const words = useWords();
  return (
    <span
      className={`inline-flex min-h-[22px] flex-none items-center gap-[3px] text-xs leading-[1.46] whitespace-nowrap ${looks[band]}`}
    >
      {band === 'CRITICAL' ? (
        <Icon name="priorityCritical" size="xs" className="size-3.5 stroke-[2.5]" />
      ) : null}
      {band === 'HIGH' ? <Icon name="priorityHigh" size="xs" className="size-3.5 stroke-[2.5]" /> : null}
      {words.domain.bands[band]}
    </span>
  );
}

/** The chip and its reason, on one line. A reason says more than a band: "suspected cholera". */
export function PriorityReason({ band, reason }: { band: Band; reason: string }) {
  return (
    <span className="flex min-w-0 items-center gap-[7px]">
      <PriorityChip band={band} />
      {reason === '' ? null : <span className="detail min-w-0 truncate">{reason}</span>}
    </span>
  );
}
