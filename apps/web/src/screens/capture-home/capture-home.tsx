'use client';
import { StateMark } from '../../components/state-mark.tsx';
import { useNow } from '../../clock/clock.tsx';
import { PageBar } from '../../shell/page-bar.tsx';
import { StorageState } from '../../shell/storage-state.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';
import { sayWhen } from '../../words/when.ts';
import { DraftRows } from './draft-rows.tsx';
import { PlacePicker } from './place-picker.tsx';
import { SectorTiles } from './sector-tiles.tsx';
import { SummaryCard } from './summary-card.tsx';
import { useCaptureSummary } from './use-capture-summary.ts';

/** Home: what is on this phone first, what to record next within the thumb's reach. */
export function CaptureHome() {
  const words = useWords();
  const summary = useCaptureSummary();
  return (
    <>
      <PageBar title={words.capture.title} lead={<PlacePicker />} />
      <main
        id="content"
        className="gutter mx-auto flex w-full max-w-[600px] flex-1 flex-col pt-1 lg:mx-0 lg:max-w-[664px]"
      >
        <StorageState />
        {summary === undefined ? (
          <div aria-hidden className="card min-h-[132px] flex-none" />
        ) : (
          <SummaryCard summary={summary} />
        )}
        <AtTheOffice />
        <div className="mt-auto pb-2 lg:mt-6">
          <h2 className="section-title pt-4">{words.capture.newAssessment}</h2>
          <SectorTiles />
          <DraftRows />
        </div>
      </main>
    </>
  );
}

/** What the office has confirmed, and when the last of it got there. */
function AtTheOffice() {
  const words = useWords();
  const now = useNow();
  const office = useSyncState()?.office;
  if (office === undefined || office.count === 0) return null;
  return (
    <p className="flex items-center gap-1.5 px-0.5 pt-2.5 text-xs text-ink-2">
      <StateMark state="office" size="sm" />
      {office.lastAt === null
        ? words.capture.atOffice(office.count)
        : words.capture.atOfficeLast(office.count, sayWhen(new Date(office.lastAt), now, words))}
    </p>
  );
}
