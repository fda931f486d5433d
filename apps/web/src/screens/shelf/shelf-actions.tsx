'use client';
import type { QueueEntry } from '@fieldsync/engine';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ConfirmSheet } from '../../components/confirm-sheet.tsx';
import { showToast } from '../../components/show-toast.tsx';
import { useEngine } from '../../sync/engine-context.ts';
import { recordTitle } from '../../sync/record-title.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';
import { lostAnswers } from './lost-answers.ts';
import { saveFile } from './save-file.ts';

/** What a person can do with an item that waits for them, besides fixing it. Nothing else ever removes one [C2]. */
export function ShelfActions({ entry }: { entry: QueueEntry }) {
  const words = useWords();
  const engine = useEngine();
  const title = recordTitle(entry, usePlaces(), words);
  const [asking, setAsking] = useState(false);
  const { actions, discard } = words.sync;
  if (engine === undefined) return null;

  const told = (text: string) => (): void => {
    showToast({ text, icon: 'check' });
  };
  const retry = (): void => void engine.retryItem(entry.id).then(told(actions.askedAgain));
  const keepCopy = (): void =>
    void engine.exportItem(entry.id).then((text) => {
      saveFile(`fieldsync-${entry.type.toLowerCase()}-${entry.id}.json`, text);
      told(actions.exported)();
    });
  const discardIt = (): void => void engine.discardItem(entry.id).then(told(actions.discarded(title)));
  return (
    <>
      <Button size="sm" onClick={retry}>
        {actions.tryAgain}
      </Button>
      <Button size="sm" onClick={keepCopy}>
        {actions.export}
      </Button>
      <Button size="sm" onClick={() => setAsking(true)}>
        {actions.discard}
      </Button>
      <ConfirmSheet
        open={asking}
        onClose={() => setAsking(false)}
        title={discard.title(title)}
        detail={entry.action === 'CREATE' ? discard.onlyHere : discard.changeOnly}
        keep={discard.keep}
        confirm={discard.discard}
        onConfirm={discardIt}
      >
        <p className="detail pt-2">{lostAnswers(entry, words)}</p>
      </ConfirmSheet>
    </>
  );
}
