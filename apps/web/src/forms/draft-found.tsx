'use client';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { ConfirmSheet } from '../components/confirm-sheet.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { SystemState } from '../components/system-state.tsx';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';

/** Says that the form goes on from earlier answers, so that nobody files today's visit under yesterday's place. */
export function DraftFound({
  keptAt,
  place,
  title,
  editing,
  now,
  onDiscard,
}: {
  keptAt: Date;
  place: string | undefined;
  /** "Health, Dikwa" */
  title: string;
  editing: boolean;
  now: Date;
  onDiscard: () => void;
}) {
  const words = useWords();
  const { draft } = words.recordForm;
  const [asking, setAsking] = useState(false);
  return (
    <div className="pt-3">
      <SystemState
        sign={<StateMark state="phone" />}
        title={draft.found(sayWhen(keptAt, now, words))}
        detail={place === undefined ? draft.foundDetailNoPlace : draft.foundDetail(place)}
        action={<Button onClick={() => setAsking(true)}>{draft.startAgain}</Button>}
      />
      <ConfirmSheet
        open={asking}
        onClose={() => setAsking(false)}
        title={draft.discardTitle(title)}
        detail={editing ? draft.discardEditDetail : draft.discardDetail}
        keep={draft.keep}
        confirm={draft.discard}
        onConfirm={onDiscard}
      />
    </div>
  );
}
