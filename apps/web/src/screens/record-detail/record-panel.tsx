'use client';
import Link from 'next/link';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { stateColour } from '../../components/sync-state.ts';
import { recordTitle } from '../../sync/record-title.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useRecord } from '../../sync/use-records.ts';
import { useWords } from '../../words/words.tsx';
import { RecordActions } from './record-actions.tsx';
import { RecordBody } from './record-body.tsx';
import { useRecordState } from './use-record-state.ts';

/** The record that was chosen in the list, beside it. */
export function RecordPanel({ id }: { id: string | null }) {
  const words = useWords();
  const places = usePlaces();
  const found = useRecord(id);
  const record = found?.found === true ? found.record : undefined;
  const state = useRecordState(record);
  return (
    <aside
      aria-label={words.records.detail.title}
      className="sticky top-0 flex h-dvh w-[min(372px,44%)] flex-none flex-col overflow-y-auto edge-l bg-canvas px-5 pt-[18px] pb-5 max-lg:pb-[calc(var(--fs-nav)+20px)]"
    >
      {record === undefined || state === undefined ? (
        <p className="detail m-auto text-center">
          {found === undefined || id === null ? words.records.choose : words.records.notHere}
        </p>
      ) : (
        <>
          <div className="flex items-start gap-2">
            <h2 className="min-w-0 flex-1 text-[1.1875rem] leading-[1.37] font-bold tracking-[-0.015em]">
              {recordTitle(record, places, words)}
            </h2>
            <Link
              href="/records/"
              aria-label={words.navigation.close}
              className="reach -mt-1 grid size-9 place-items-center rounded-full"
            >
              <Icon name="close" size="sm" />
            </Link>
          </div>
          <p className={`strong flex items-center gap-1.5 pt-1 text-sm ${stateColour[state.state]}`}>
            <StateMark state={state.state} size="sm" />
            {state.text}
          </p>
          <div className="flex-1">
            <RecordBody record={record} quiet />
          </div>
          <div className="pt-4">
            <RecordActions record={record} />
          </div>
        </>
      )}
    </aside>
  );
}
