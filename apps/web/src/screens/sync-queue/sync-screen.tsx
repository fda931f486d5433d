'use client';
import { ButtonLink } from '../../components/button.tsx';
import { seesLive } from '../../components/navigation.ts';
import { useSession } from '../../session/use-session.ts';
import { PageBar } from '../../shell/page-bar.tsx';
import { StorageState } from '../../shell/storage-state.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { useSettings } from '../../sync/use-settings.ts';
import { useWords } from '../../words/words.tsx';
import { GivenBack } from './given-back.tsx';
import { LastTime } from './last-time.tsx';
import { QueueLists } from './queue-lists.tsx';
import { SyncAnswerCard } from './sync-answer-card.tsx';

/** The queue: one sentence that answers, what holds it, then every unsent record. */
export function SyncScreen() {
  const words = useWords();
  const state = useSyncState();
  const settings = useSettings();
  const { account } = useSession();
  return (
    <>
      <PageBar title={words.sync.title} />
      <main
        id="content"
        className="gutter mx-auto w-full max-w-[600px] flex-1 pt-1 pb-6 lg:mx-0 lg:grid lg:max-w-[1208px] lg:grid-cols-[minmax(0,420px)_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:items-start lg:gap-8"
      >
        <div>
          <StorageState />
          {state === undefined ? (
            <div aria-hidden className="card min-h-[132px]" />
          ) : (
            <SyncAnswerCard state={state} settings={settings} />
          )}
          {seesLive(account?.role) ? (
            <ButtonLink href="/queue/" icon="rules" className="mt-3 w-full lg:hidden">
              {words.queue.allOfPhones}
            </ButtonLink>
          ) : null}
          <GivenBack />
        </div>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <QueueLists />
        </div>
        <LastTime />
      </main>
    </>
  );
}
