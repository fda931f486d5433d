'use client';
import { DEVICE_FILTERS, type DevicePage } from '@fieldsync/protocol';
import type { ReactNode } from 'react';
import { FilterChips } from '../components/filter-chips.tsx';
import { SearchInput } from '../components/search-input.tsx';
import { useWords } from '../words/words.tsx';
import type { FleetFilters } from './fleet-query.ts';
import type { FleetAddress } from './use-fleet-address.ts';

/** Search, and one chip a question with how many phones answer it. */
export function FleetTools({
  filters,
  counts,
  onChange,
  children,
}: {
  filters: FleetFilters;
  counts: DevicePage['counts'] | undefined;
  onChange: (change: Partial<FleetAddress>) => void;
  /** At the end of the line. */
  children: ReactNode;
}) {
  const { fleet } = useWords();
  const chips = DEVICE_FILTERS.filter(
    (filter) => filter === 'all' || filter === filters.show || (counts?.[filter] ?? 0) > 0,
  ).map((key) => ({ key, label: fleet.filters[key], count: counts?.[key] }));
  return (
    <div className="gutter flex flex-wrap items-center gap-x-2 gap-y-2.5 pb-3">
      <SearchInput
        label={fleet.search}
        hint={fleet.searchHint}
        search={filters.search}
        onSearch={(q) => onChange({ q })}
      />
      <FilterChips
        label={fleet.filterLabel}
        chips={chips}
        pressed={filters.show}
        onPress={(show) => onChange({ show: show === 'all' ? '' : show })}
      />
      {children}
    </div>
  );
}
