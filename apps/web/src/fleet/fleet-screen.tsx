'use client';
import { alertListSchema, paths } from '@fieldsync/protocol';
import { ListAndPanel } from '../live/list-and-panel.tsx';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { OfficeHead } from '../live/office-head.tsx';
import type { StreamState } from '../live/stream-state.ts';
import { useLaptop } from '../live/use-laptop.ts';
import { useOffice } from '../live/use-office.ts';
import { useSelection } from '../live/use-selection.ts';
import { useWords } from '../words/words.tsx';
import { AlertCard } from './alert-card.tsx';
import { AlertLimitLine } from './alert-limit.tsx';
import { FleetListView } from './fleet-list-view.tsx';
import { FleetPanel } from './fleet-panel.tsx';
import { FleetSelect } from './fleet-select.tsx';
import { FleetTools } from './fleet-tools.tsx';
import { Pager } from './pager.tsx';
import { sayFleet } from './say-fleet.ts';
import { useFleetAddress } from './use-fleet-address.ts';
import { useFleetPage } from './use-fleet-page.ts';

const NO_LINE: StreamState = { at: 'silent', failures: 1 };

/** Every phone by what it last said of itself, the ones that need somebody first, and what can be asked of them. */
export function FleetScreen() {
  const words = useWords();
  const { fleet } = words;
  const wide = useLaptop();
  const { filters, chosen, change, choose } = useFleetAddress();
  const {
    rows,
    counts,
    refusal,
    stream: line,
    place,
    from,
    askAgain,
    next,
    previous,
  } = useFleetPage(filters);
  const alerts = useOffice(paths.alerts, alertListSchema, ['alert']);
  const { selected, setSelected, open } = useSelection(choose);
  const sentence = sayFleet({ counts, tooLong: alerts.data?.count, refused: refusal !== undefined }, words);
  const [oldest] = alerts.data?.items ?? [];
  // The browser takes a while to notice that the line is dead.
  const stream = refusal === 'offline' ? NO_LINE : line;
  const again = (): void => {
    askAgain();
    alerts.askAgain();
  };
  const showAlert = (device: string): void => {
    setSelected(undefined);
    change({ show: '', q: rows.some(({ id }) => id === device) ? filters.search : device });
    choose(device);
  };
  return (
    <ListAndPanel
      panel={
        chosen === null ? null : (
          <FleetPanel
            id={chosen}
            device={rows.find(({ id }) => id === chosen)}
            loading={counts === undefined && refusal === undefined}
            onAsked={again}
            onClose={() => choose(undefined)}
          />
        )
      }
    >
      <OfficeHead title={fleet.title} sentence={sentence} backHref="/more/" stream={stream} />
      <div className="gutter flex flex-wrap items-center gap-x-3 gap-y-1 pb-3 lg:-mt-3">
        <p className="detail">{fleet.counts}</p>
        {alerts.data === undefined ? null : (
          <AlertLimitLine limit={alerts.data.limit} onSaved={alerts.askAgain} />
        )}
      </div>
      {refusal === undefined ? null : <LiveRefusal why={refusal} onTryNow={again} />}
      {oldest === undefined ? null : (
        <AlertCard alert={oldest} onOpen={() => showAlert(oldest.device)} onAsked={again} />
      )}
      <FleetTools filters={filters} counts={counts} onChange={change}>
        <FleetSelect
          ids={rows.map(({ id }) => id)}
          selected={selected}
          onChange={setSelected}
          onAsked={() => {
            setSelected(undefined);
            again();
          }}
        />
      </FleetTools>
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <FleetListView
          rows={rows}
          chosen={chosen}
          selected={selected}
          onOpen={open}
          wide={wide}
          known={counts !== undefined}
          narrowed={filters.show !== 'all' || filters.search !== ''}
          listRef={place.attach}
          onShowAll={() => change({ show: '', q: '' })}
          pager={
            <Pager
              from={from}
              rows={rows.length}
              all={counts?.[filters.show]}
              previous={previous}
              next={next}
            />
          }
        />
      </main>
    </ListAndPanel>
  );
}
