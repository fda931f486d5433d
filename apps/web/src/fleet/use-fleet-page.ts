'use client';
import { devicePageSchema, paths, type DevicePage, type DeviceSummary } from '@fieldsync/protocol';
import { useState } from 'react';
import type { NoAnswer } from '../live/ask-office.ts';
import { scrollListUp } from '../live/list-area.tsx';
import { ReadingPlace } from '../live/reading-place.ts';
import type { StreamState } from '../live/stream-state.ts';
import { useOffice } from '../live/use-office.ts';
import { FLEET_PAGE, fleetQuery, inPlace, type FleetFilters } from './fleet-query.ts';

export interface FleetPage {
  readonly rows: readonly DeviceSummary[];
  readonly counts: DevicePage['counts'] | undefined;
  readonly refusal: NoAnswer | undefined;
  readonly stream: StreamState;
  readonly place: ReadingPlace;
  /** Number of the first row, from 1. */
  readonly from: number;
  readonly askAgain: () => void;
  readonly next: (() => void) | undefined;
  readonly previous: (() => void) | undefined;
}

interface Standing {
  readonly path: string | undefined;
  readonly from: number;
  readonly data: DevicePage;
  readonly rows: readonly DeviceSummary[];
}

/** One page of the phones, kept up to date by the office's events. While somebody reads there, rows stay where they are. */
export function useFleetPage(filters: FleetFilters): FleetPage {
  const [place] = useState(() => new ReadingPlace(() => performance.now()));
  const [walked, setWalked] = useState<{ filters: FleetFilters; after: readonly string[] }>();
  // Other filters begin at the first page.
  const after = walked?.filters === filters ? walked.after : [];
  const path = `${paths.devices}?${fleetQuery(filters, after.at(-1))}`;
  const { data, answered, refusal, stream, askAgain } = useOffice(path, devicePageSchema, [
    'device',
    'alert',
  ]);
  const [standing, setStanding] = useState<Standing>();
  if (data !== undefined && data !== standing?.data) {
    const ids =
      standing !== undefined && standing.path === answered && place.isReading()
        ? standing.rows.map(({ id }) => id)
        : [];
    const from = after.length * FLEET_PAGE + 1;
    setStanding({ path: answered, from, data, rows: inPlace(data.items, ids) });
  }
  // Not from a page that is not there yet.
  const next = answered === path ? (data?.next ?? null) : null;
  const walk = (to: readonly string[]) => (): void => {
    setWalked({ filters, after: to });
    scrollListUp();
  };
  return {
    rows: standing?.rows ?? [],
    counts: data?.counts,
    refusal,
    stream,
    place,
    from: standing?.from ?? 1,
    askAgain,
    next: next === null ? undefined : walk([...after, next]),
    previous: after.length === 0 ? undefined : walk(after.slice(0, -1)),
  };
}
