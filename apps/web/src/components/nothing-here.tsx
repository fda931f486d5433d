'use client';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

export interface NothingWords {
  readonly empty: string;
  readonly emptyDetail: string;
  readonly noneMatch: string;
  readonly noneMatchDetail: string;
  readonly showAll: string;
}

/** Why a list has no rows: nothing is there yet, or nothing that matches the filters. */
export function NothingHere({
  say,
  narrowed,
  onShowAll,
  action,
}: {
  say: NothingWords;
  /** A filter or a search is set. */
  narrowed: boolean;
  onShowAll: () => void;
  /** Where there may be some, when no filter hides them. */
  action?: ReactNode;
}) {
  return narrowed ? (
    <EmptyState
      title={say.noneMatch}
      detail={say.noneMatchDetail}
      action={<Button onClick={onShowAll}>{say.showAll}</Button>}
    />
  ) : (
    <EmptyState title={say.empty} detail={say.emptyDetail} action={action} />
  );
}
