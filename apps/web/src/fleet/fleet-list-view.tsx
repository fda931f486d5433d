'use client';
import type { DeviceSummary } from '@fieldsync/protocol';
import type { ReactNode } from 'react';
import { NothingHere } from '../components/nothing-here.tsx';
import { ListArea } from '../live/list-area.tsx';
import type { RowsProps } from '../live/row-lists.tsx';
import { useWords } from '../words/words.tsx';
import { FleetRows } from './fleet-rows.tsx';
import { FleetTable } from './fleet-table.tsx';

/** The rows of this page, or why there are none, and the way to the other pages. */
export function FleetListView({
  wide,
  known,
  narrowed,
  listRef,
  onShowAll,
  pager,
  ...list
}: RowsProps<DeviceSummary> & {
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
    <ListArea>
      <div ref={listRef}>{none ? null : <List {...list} />}</div>
      {none && known ? (
        <div className="gutter py-4">
          <NothingHere say={fleet} narrowed={narrowed} onShowAll={onShowAll} />
        </div>
      ) : null}
      {pager}
    </ListArea>
  );
}
