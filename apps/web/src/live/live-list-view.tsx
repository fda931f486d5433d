'use client';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { useWords } from '../words/words.tsx';
import { waitingRows } from './live-list.ts';
import { LiveRows } from './live-rows.tsx';
import type { LiveSnapshot, LiveStore } from './live-store.ts';
import { LiveTable } from './live-table.tsx';
import { NewRowsBar } from './new-rows-bar.tsx';

function NothingHere({ narrowed, onShowAll }: { narrowed: boolean; onShowAll: () => void }) {
  const { live } = useWords();
  return (
    <div className="gutter py-4">
      {narrowed ? (
        <EmptyState
          title={live.noneMatch}
          detail={live.noneMatchDetail}
          action={<Button onClick={onShowAll}>{live.showAll}</Button>}
        />
      ) : (
        <EmptyState title={live.empty} detail={live.emptyDetail} />
      )}
    </div>
  );
}

/** The rows, the ones that wait to be let in, and the way to more of them. */
export function LiveListView({
  store,
  snapshot,
  wide,
  chosen,
  narrowed,
  selected,
  listRef,
  onSettle,
  onOpen,
  onShowAll,
}: {
  store: LiveStore;
  snapshot: LiveSnapshot;
  wide: boolean;
  chosen: string | null;
  /** Some filter is set. */
  narrowed: boolean;
  /** Rows that are selected, while somebody selects. */
  selected: ReadonlySet<string> | undefined;
  listRef: (list: HTMLElement | null) => void;
  /** The reader may have looked up from the list. */
  onSettle: () => void;
  onOpen: (id: string) => void;
  onShowAll: () => void;
}) {
  const { live } = useWords();
  const { list, loadingMore } = snapshot;
  const rows = list.shown.map(({ record }) => record);
  const List = wide ? LiveTable : LiveRows;
  const showNew = (): void => {
    store.letIn();
    document.querySelector('[data-live-scroll]')?.scrollTo(0, 0);
    scrollTo(0, 0);
  };
  return (
    <div
      data-live-scroll
      onScroll={onSettle}
      className="relative min-h-0 flex-1 max-lg:gutter lg:overflow-y-auto lg:edge-t lg:bg-surface"
    >
      <NewRowsBar rows={waitingRows(list)} onShow={showNew} />
      <div ref={listRef} onPointerLeave={onSettle}>
        {rows.length === 0 ? null : <List rows={rows} chosen={chosen} selected={selected} onOpen={onOpen} />}
      </div>
      {rows.length === 0 && list.counts !== undefined ? (
        <NothingHere narrowed={narrowed} onShowAll={onShowAll} />
      ) : null}
      {list.next === null ? null : (
        <div className="py-4 text-center">
          <Button aria-disabled={loadingMore} onClick={() => void store.more()}>
            {loadingMore ? live.moreLoading : live.more}
          </Button>
        </div>
      )}
    </div>
  );
}
