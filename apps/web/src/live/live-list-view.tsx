'use client';
import { Button } from '../components/button.tsx';
import { NothingHere } from '../components/nothing-here.tsx';
import { useWords } from '../words/words.tsx';
import { ListArea, scrollListUp } from './list-area.tsx';
import { waitingRows } from './live-list.ts';
import { LiveRows } from './live-rows.tsx';
import type { LiveSnapshot, LiveStore } from './live-store.ts';
import { LiveTable } from './live-table.tsx';
import { NewRowsBar } from './new-rows-bar.tsx';

/** The rows, the ones that wait to be let in, and the way to more of them. */
export function LiveListView({
  store,
  snapshot,
  wide,
  chosen,
  narrowed,
  lookBack,
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
  /** There may be older ones: only a day is looked at. */
  lookBack: boolean;
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
    scrollListUp();
  };
  return (
    <ListArea onScroll={onSettle}>
      <NewRowsBar rows={waitingRows(list)} onShow={showNew} />
      <div ref={listRef} onPointerLeave={onSettle}>
        {rows.length === 0 ? null : <List rows={rows} chosen={chosen} selected={selected} onOpen={onOpen} />}
      </div>
      {rows.length === 0 && list.counts !== undefined ? (
        <div className="gutter py-4">
          <NothingHere
            say={live}
            narrowed={narrowed}
            onShowAll={onShowAll}
            action={lookBack ? <Button onClick={onShowAll}>{live.lookBack}</Button> : undefined}
          />
        </div>
      ) : null}
      {list.next === null ? null : (
        <div className="py-4 text-center">
          <Button aria-disabled={loadingMore} onClick={() => void store.more()}>
            {loadingMore ? live.moreLoading : live.more}
          </Button>
        </div>
      )}
    </ListArea>
  );
}
