'use client';
import { conflictPageSchema, paths, type ConflictPage } from '@fieldsync/protocol';
import type { StreamState } from '../live/stream-state.ts';
import { conflictQuery, type ConflictFilters } from './conflict-filters.ts';
import { useAsked, type Asked } from './use-asked.ts';
import { useOfficeEvents } from './use-office-events.ts';

/** The list, kept up to date by the office's events. */
export function useConflictList(
  filters: ConflictFilters,
  limit: number,
): Asked<ConflictPage> & { readonly stream: StreamState } {
  const list = useAsked(`${paths.conflicts}?${conflictQuery(filters, limit)}`, conflictPageSchema);
  const stream = useOfficeEvents((news) => {
    if (news.kind !== 'record') list.again();
  });
  return { ...list, stream };
}
