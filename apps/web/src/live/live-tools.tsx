'use client';
import type { ReactNode } from 'react';
import { FilterChips, type FilterChip } from '../components/filter-chips.tsx';
import { useWords } from '../words/words.tsx';
import { ExportSheet } from './export-sheet.tsx';
import { LIVE_CHIPS, type LiveChip, type LiveCounts, type LiveFilters } from './live-filters.ts';
import { LiveSearch } from './live-search.tsx';
import { MoreFilters } from './filter-selects.tsx';
import { LiveSelects } from './live-selects.tsx';
import type { LiveAddress, LivePeriod } from './use-live-filters.ts';

/** Search, one chip a band with how many there are, the narrower filters, and what it comes to as a file. */
export function LiveTools({
  filters,
  period,
  counts,
  wide,
  onChange,
  children,
}: {
  filters: LiveFilters;
  period: LivePeriod;
  counts: LiveCounts | undefined;
  /** Room for all filters at once. */
  wide: boolean;
  onChange: (change: Partial<Record<keyof LiveAddress, string>>) => void;
  /** At the end of the line. */
  children: ReactNode;
}) {
  const { live } = useWords();
  const chips = LIVE_CHIPS.filter(
    (chip) => chip === 'all' || chip === filters.chip || (counts?.[chip] ?? 0) > 0,
  ).map((chip): FilterChip<LiveChip> => ({
    key: chip,
    label: live.chips[chip],
    count: counts?.[chip],
    state: chip === 'conflict' ? 'conflict' : undefined,
  }));
  return (
    <div className="gutter flex flex-wrap items-center gap-x-2 gap-y-2.5 pb-3">
      <LiveSearch search={filters.search} onSearch={(q) => onChange({ q })} />
      <FilterChips
        label={live.filters}
        chips={chips}
        pressed={filters.chip}
        onPress={(chip) => onChange({ show: chip === 'all' ? '' : chip })}
      />
      <MoreFilters label={live.moreFilters} wide={wide}>
        <LiveSelects filters={filters} period={period} onChange={onChange} />
      </MoreFilters>
      <ExportSheet filters={filters} />
      {children}
    </div>
  );
}
