'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { askOffice } from './ask-office.ts';
import { followStream } from './follow-stream.ts';
import type { LiveFilters } from './live-filters.ts';
import { LiveStore, type LiveSnapshot } from './live-store.ts';
import { ReadingPlace } from './reading-place.ts';

const later = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** The live list of a page: it follows the office as long as the page is there. */
export function useLiveStore(filters: LiveFilters): {
  readonly store: LiveStore;
  readonly snapshot: LiveSnapshot;
  readonly place: ReadingPlace;
} {
  const [place] = useState(() => new ReadingPlace(() => performance.now()));
  const [store] = useState(
    () => new LiveStore(filters, { ask: askOffice, follow: followStream, isReading: place.isReading, later }),
  );
  useEffect(() => {
    const end = new AbortController();
    store.run(end.signal);
    return () => end.abort();
  }, [store]);
  useEffect(() => store.show(filters), [store, filters]);
  return { store, snapshot: useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot), place };
}
