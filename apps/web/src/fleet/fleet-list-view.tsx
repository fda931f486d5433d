'use client';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { useWords } from '../words/words.tsx';
import { FleetRows } from './fleet-rows.tsx';
import { FleetTable, type FleetListProps } from './fleet-table.tsx';

/** The rows of this page, or why there are none, and the way to the other pages. */
export function FleetListView({
  wide,
  known,
  narrowed,
  listRef,
  onShowAll,
  pager,
  ...list
}: FleetListProps & {
  wide: boolean;
  /** The office has answered. */
  known: boolean;
  /** A filter or a search is set. */
  narrowed: boolean;
  listRef: (list: HTMLElement | null) => void;
  onShowAll: () => void;
  pager: ReactNode;
}) {
  const { fleet } = useWords();
  const List = wide ? FleetTable : FleetRows;
  const none = list.rows.length === 0;
  return (
    <div
      data-live-scroll
      className="relative min-h-0 flex-1 max-lg:gutter lg:overflow-y-auto lg:edge-t lg:bg-surface"
    >
      <div ref={listRef}>{none ? null : <List {...list} />}</div>
      {none && known ? (
        <div className="gutter py-4">
          {narrowed ? (
            <EmptyState
              title={fleet.noneMatch}
              detail={fleet.noneMatchDetail}
              action={<Button onClick={onShowAll}>{fleet.showAll}</Button>}
            />
          ) : (
            <EmptyState title={fleet.empty} detail={fleet.emptyDetail} />
          )}
        </div>
      ) : null}
      {pager}
    </div>
  );
}
