'use client';
import { DEVICE_FILTERS } from '@fieldsync/protocol';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { changeAddress, chooseInAddress } from '../live/row-address.ts';
import type { FleetFilters } from './fleet-query.ts';

/** What may stand in the address of the page, all optional. */
export interface FleetAddress {
  readonly show: string;
  readonly q: string;
  readonly id: string;
}

/** Filters and the phone that is open live in the address: a reload and a colleague see the same. */
export function useFleetAddress(): {
  readonly filters: FleetFilters;
  readonly chosen: string | null;
  readonly change: (change: Partial<Record<keyof FleetAddress, string>>) => void;
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
    change: changeAddress,
    choose: (id) => chooseInAddress(chosen, id),
  };
}
