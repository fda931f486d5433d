'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { sayWhenShort } from '../words/when.ts';
import { useWords } from '../words/words.tsx';

/** Whose the two versions are and when each was made; one press takes all of one side. */
export function SideHeads({
  conflict,
  indented,
  onUseAll,
}: {
  conflict: ConflictDetail;
  /** The columns begin behind the names of the answers. */
  indented: boolean;
  onUseAll: ((side: 'mine' | 'theirs') => void) | undefined;
}) {
  const words = useWords();
  const now = useNow();
  const { conflicts } = words;
  const { from, office, capturedAt } = conflict;
  const when = (at: string): string => sayWhenShort(new Date(at), now, words);
  const head = (side: 'mine' | 'theirs', title: string, detail: string) => (
    <div className="flex items-center gap-2.5">
      <StateMark state={side === 'mine' ? 'phone' : 'office'} size="lg" />
      <div className="min-w-0 flex-1">
        <h2 className="row-title">{title}</h2>
        <p className="text-xs leading-4 text-ink-3">{detail}</p>
      </div>
      {onUseAll === undefined ? null : (
        <Button look="link" size="sm" aria-label={conflicts.useAllOf(title)} onClick={() => onUseAll(side)}>
          {conflicts.useAll}
        </Button>
      )}
    </div>
  );
  return (
    <div
      className={`grid gap-2.5 pb-2.5 edge-b lg:gap-3 ${indented ? 'lg:grid-cols-[190px_1fr_1fr]' : 'lg:grid-cols-2'}`}
    >
      {indented ? <span className="hidden lg:block" /> : null}
      {head('mine', conflicts.phoneOf(from.name), conflicts.savedAt(when(capturedAt)))}
      {head(
        'theirs',
        conflicts.office,
        office === null ? '' : conflicts.changedBy(office.by.name, when(office.at)),
      )}
    </div>
  );
}
