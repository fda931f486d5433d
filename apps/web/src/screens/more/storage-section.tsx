'use client';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { sendable } from '../../sync/sync-answer.ts';
import { useRecordCounts } from '../../sync/use-records.ts';
import { useWorker } from '../../worker-client/worker-provider.tsx';
import { sayBytes } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';
import { useStorageFacts } from './use-storage-facts.ts';

/** What is kept here, how much room it takes, and whether the phone promised to keep it. */
export function StorageSection() {
  const words = useWords();
  const { more } = words;
  const records = useRecordCounts();
  const counts = useSyncState()?.counts;
  const { offlineReady } = useWorker();
  const { persisted, usedBytes, quotaBytes, askToKeep } = useStorageFacts();
  const [refused, setRefused] = useState(false);
  const total =
    records === undefined ? undefined : Object.values(records).reduce((sum, each) => sum + each, 0);
  const unsent = counts === undefined ? undefined : sendable(counts) + counts.needsYou + counts.conflict;
  const kept =
    persisted === undefined ? more.persistedUnknown : persisted ? more.persistedYes : more.persistedNo;
  return (
    <section>
      <h2 className="section-title lg:pt-1">{more.storage}</h2>
      <div className="card px-4 pt-1.5 pb-3">
        <Checklist>
          {total === undefined ? null : <ChecklistLine name={more.recordsHere} answer={String(total)} />}
          {unsent === undefined ? null : (
            <ChecklistLine
              name={more.unsentHere}
              answer={unsent === 0 ? more.none : String(unsent)}
              mark={unsent === 0 ? 'office' : 'phone'}
            />
          )}
          <ChecklistLine
            name={more.offlineReady}
            answer={offlineReady ? more.offlineReadyYes : more.offlineReadyNo}
            result={offlineReady ? 'pass' : undefined}
          />
          {usedBytes === undefined || quotaBytes === undefined ? null : (
            <ChecklistLine
              name={more.used}
              answer={more.usedOf(sayBytes(usedBytes, words), sayBytes(quotaBytes, words))}
            />
          )}
          <ChecklistLine
            name={more.persisted}
            answer={kept}
            result={persisted === true ? 'pass' : undefined}
          />
        </Checklist>
        {persisted === false ? (
          <>
            <p className="detail pb-3">{refused ? more.askPersistRefused : more.persistedNoDetail}</p>
            <Button className="w-full" onClick={() => void askToKeep().then((yes) => setRefused(!yes))}>
              {more.askPersist}
            </Button>
          </>
        ) : null}
      </div>
    </section>
  );
}
