'use client';
import type { RecordSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { ButtonLink } from '../components/button.tsx';
import { useWords } from '../words/words.tsx';
import { ListAndPanel } from './list-and-panel.tsx';
import { LiveListView } from './live-list-view.tsx';
import { LivePanel } from './live-panel.tsx';
import { LiveRefusal } from './live-refusal.tsx';
import { LiveTools } from './live-tools.tsx';
import { OfficeHead } from './office-head.tsx';
import { sayLive } from './say-live.ts';
import { SelectBar } from './select-bar.tsx';
import { useLaptop } from './use-laptop.ts';
import { useLiveFilters } from './use-live-filters.ts';
import { useLiveStore } from './use-live-store.ts';
import { usePhoneReports } from './use-phone-reports.ts';
import { useSelection } from './use-selection.ts';

const nothingSet = { show: '', sector: '', place: '', q: '' };

/** What a record's row says: a score can change without another version, and whether it may be seen without either. */
const seenOf = (record: RecordSummary | undefined, scope: number): string =>
  `${String(scope)} ${record === undefined ? '' : `${String(record.version)} ${String(record.score)} ${record.override?.timestamp ?? ''}`}`;

/** What came in at the office, as it comes in; emergencies first. */
export function LiveScreen() {
  const words = useWords();
  const now = useNow();
  const wide = useLaptop();
  const { filters, period, chosen, change, choose } = useLiveFilters();
  const { store, snapshot, place } = useLiveStore(filters);
  const { selected, setSelected, open } = useSelection(choose);
  const reports = usePhoneReports(store);
  const { list, stream, refusal, scope } = snapshot;
  const { sentence, detail } = sayLive(
    { counts: list.counts, reports, filters, refused: refusal !== undefined },
    now,
    words,
  );
  const { chip, sector, placeId, search } = filters;
  const narrowed = chip !== 'all' || sector !== undefined || placeId !== undefined || search !== '';
  const conflicts = list.counts?.conflict ?? 0;
  return (
    <ListAndPanel
      panel={
        chosen === null ? null : (
          <LivePanel id={chosen} seen={seenOf(list.known[chosen], scope)} onClose={() => choose(undefined)} />
        )
      }
    >
      <OfficeHead title={words.live.title} sentence={sentence} stream={stream} />
      <div className="gutter flex flex-wrap items-center gap-2 pb-3 lg:-mt-3">
        {detail === undefined ? null : <p className="detail min-w-0 flex-1 max-lg:basis-full">{detail}</p>}
        {conflicts === 0 ? null : (
          <ButtonLink href="/conflicts/" size="sm" className="lg:hidden">
            {words.conflicts.waiting(conflicts)}
          </ButtonLink>
        )}
      </div>
      {refusal === undefined ? null : <LiveRefusal why={refusal} onTryNow={() => store.tryNow()} />}
      <LiveTools filters={filters} period={period} counts={list.counts} wide={wide} onChange={change}>
        <SelectBar
          some={list.shown.length > 0}
          selected={selected}
          onChange={setSelected}
          onDone={() => store.tryNow()}
        />
      </LiveTools>
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <LiveListView
          store={store}
          snapshot={snapshot}
          wide={wide}
          chosen={chosen}
          narrowed={narrowed}
          listRef={place.attach}
          onSettle={() => store.settle()}
          selected={selected}
          onOpen={open}
          lookBack={period === 'day'}
          onShowAll={() => change({ ...nothingSet, period: 'ever' })}
        />
      </main>
    </ListAndPanel>
  );
}
