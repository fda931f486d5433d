'use client';
import { sectorSchema } from '@fieldsync/protocol';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { LIVE_CHIPS, type LiveFilters } from './live-filters.ts';
import { changeAddress, chooseInAddress } from './row-address.ts';

const DAY_MS = 86_400_000;
export type LivePeriod = 'day' | 'ever';

/** What may stand in the address of the page, all optional. */
export interface LiveAddress {
  readonly show: string;
  readonly sector: string;
  readonly place: string;
  readonly q: string;
  readonly period: string;
  readonly order: string;
  readonly id: string;
}

/** Filters live in the address: a reload, a bookmark and a colleague see the same list. */
export function useLiveFilters(): {
  readonly filters: LiveFilters;
  readonly period: LivePeriod;
  readonly chosen: string | null;
  readonly change: (change: Partial<Record<keyof LiveAddress, string | undefined>>) => void;
  /** A step of its own in the history: Back closes the record. */
  readonly choose: (id: string | undefined) => void;
} {
  const params = useSearchParams();
  const [openedAt] = useState(() => Date.now());
  const period: LivePeriod = params.get('period') === 'ever' ? 'ever' : 'day';
  const chosen = params.get('id');
  const [show, sector, place, q, order] = ['show', 'sector', 'place', 'q', 'order'].map((name) =>
    params.get(name),
  );
  const filters = useMemo(
    (): LiveFilters => ({
      chip: LIVE_CHIPS.find((chip) => chip === show) ?? 'all',
      sector: sectorSchema.safeParse(sector).data,
      placeId: place ?? undefined,
      search: q ?? '',
      since: period === 'day' ? new Date(openedAt - DAY_MS).toISOString() : undefined,
      order: order === 'newest' ? 'newest' : 'priority',
    }),
    [show, sector, place, q, order, period, openedAt],
  );
  return {
    filters,
    period,
    chosen,
    change: changeAddress,
    choose: (id) => chooseInAddress(chosen, id),
  };
}
