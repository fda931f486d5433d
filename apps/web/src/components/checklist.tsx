import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { StateMark } from './state-mark.tsx';
import type { SyncState } from './sync-state.ts';

export interface ChecklistEntry {
  name: string;
  answer: string;
  /** `pass` shows a check, `fail` shows the name bold, the answer in the held colour with its mark. */
  result?: 'pass' | 'fail' | undefined;
  /** The mark of a state after the answer, as in a record's history. */
  mark?: SyncState | undefined;
}

function Mark({ result, mark }: Pick<ChecklistEntry, 'result' | 'mark'>) {
  if (mark !== undefined) return <StateMark state={mark} size="sm" />;
  if (result === 'pass') return <Icon name="check" size="xs" />;
  if (result === 'fail') return <StateMark state="held" size="sm" />;
  return null;
}

/** A fact: name, dotted leader, answer. One pair of `dt` and `dd` in a `Checklist`. */
export function ChecklistLine({ name, answer, result, mark }: ChecklistEntry) {
  return (
    <div
      className="flex flex-wrap items-baseline gap-x-2 py-[9px] leading-[1.375] lg:py-[5px] lg:text-sm lg:leading-[1.4]"
      data-result={result}
    >
      {/* The leader is drawn by the name itself: a group of a description list may hold nothing but dt and dd. */}
      <dt
        className={`flex max-w-full flex-[1_0_auto] items-baseline gap-2 after:leader after:content-[''] ${result === 'fail' ? 'font-bold' : ''}`}
      >
        {name}
      </dt>
      <dd
        className={`strong ml-auto inline-flex max-w-full items-center gap-1.5 text-right [overflow-wrap:anywhere] ${result === 'fail' ? 'text-state-held' : ''}`}
      >
        {answer}
        <Mark result={result} mark={mark} />
      </dd>
    </div>
  );
}

export function Checklist({
  label,
  children,
  className = '',
}: {
  label?: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <dl aria-label={label} className={className}>
      {children}
    </dl>
  );
}
