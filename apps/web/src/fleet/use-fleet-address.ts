'use client';
import { DEVICE_FILTERS } from '@fieldsync/protocol';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { FleetFilters } from './fleet-query.ts';

/** What may stand in the address of the page, all optional. */
export interface FleetAddress {
  readonly show: string;
  readonly q: string;
  readonly id: string;
}

function rewritten(change: Partial<FleetAddress>): URL {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(change))
    if (value === '') address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  return address;
}

/** Filters and the phone that is open live in the address: a reload and a colleague see the same. */
export function useFleetAddress(): {
  readonly filters: FleetFilters;
  readonly chosen: string | null;
  readonly change: (change: Partial<FleetAddress>) => void;
  /** A step of its own in the history: Back closes the phone. */
  readonly choose: (id: string | undefined) => void;
} {
  const params = useSearchParams();
  const chosen = params.get('id');
  const [show, q] = [params.get('show'), params.get('q')];
  const filters = useMemo(
    (): FleetFilters => ({
      show: DEVICE_FILTERS.find((filter) => filter === show) ?? 'all',
      search: q ?? '',
    }),
    [show, q],
  );
  return {
    filters,
    chosen,
    change: (change) => history.replaceState(null, '', rewritten(change)),
    choose: (id) => {
      const address = rewritten({ id: id ?? '' });
      if (id === undefined || chosen !== null) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
    },
  };
}
