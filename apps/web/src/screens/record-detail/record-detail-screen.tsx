'use client';
import { useSearchParams } from 'next/navigation';
import { useNow } from '../../clock/clock.tsx';
import { ActionFooter } from '../../components/action-footer.tsx';
import { AppBar } from '../../components/app-bar.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { stateColour } from '../../components/sync-state.ts';
import { StorageState } from '../../shell/storage-state.tsx';
import { recordTitle } from '../../sync/record-title.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useRecord } from '../../sync/use-records.ts';
import { useWords } from '../../words/words.tsx';
import { sayWhen } from '../../words/when.ts';
import { RecordActions } from './record-actions.tsx';
import { RecordBody } from './record-body.tsx';
import { useRecordState } from './use-record-state.ts';

/** One record on a page of its own: its state, its answers, what happened to it, and what can be done. */
export function RecordDetailScreen() {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const found = useRecord(useSearchParams().get('id'));
  const record = found?.found === true ? found.record : undefined;
  const state = useRecordState(record);
  if (record === undefined || state === undefined) {
    return (
      <>
        <AppBar title={words.records.title} backHref="/records/" />
        <main id="content" className="gutter mx-auto w-full max-w-[600px] pt-2">
          <StorageState />
          {found === undefined ? null : (
            <EmptyState
              title={words.records.notHere}
              detail={words.records.notHereDetail}
              action={<ButtonLink href="/records/">{words.records.toRecords}</ButtonLink>}
            />
          )}
        </main>
      </>
    );
  }
  return (
    <>
      <AppBar
        title={recordTitle(record, places, words)}
        subtitle={words.records.detail.savedAt(sayWhen(new Date(record.savedAt), now, words))}
        backHref="/records/"
        trailing={
          <span className={`strong inline-flex items-center gap-1.5 text-sm ${stateColour[state.state]}`}>
            <StateMark state={state.state} />
            {words.states[state.state]}
          </span>
        }
      />
      <main id="content" className="gutter mx-auto w-full max-w-[600px] flex-1 pb-6">
        <RecordBody record={record} />
      </main>
      <ActionFooter>
        <RecordActions record={record} />
      </ActionFooter>
    </>
  );
}
