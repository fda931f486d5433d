'use client';
import { FilterChips, type FilterChip } from '../components/filter-chips.tsx';
import { useWords } from '../words/words.tsx';
import { ExportSheet } from './export-sheet.tsx';
import { LIVE_CHIPS, type LiveChip, type LiveCounts, type LiveFilters } from './live-filters.ts';
import { LiveSearch } from './live-search.tsx';
import { LiveSelects } from './live-selects.tsx';
import type { LiveAddress, LivePeriod } from './use-live-filters.ts';

/** Search, one chip a band with how many there are, the narrower filters, and what it comes to as a file. */
export function LiveTools({
  filters,
  period,
  counts,
  wide,
  onChange,
}: {
  filters: LiveFilters;
  period: LivePeriod;
  counts: LiveCounts | undefined;
  /** Room for all filters at once. */
  wide: boolean;
  onChange: (change: Partial<Record<keyof LiveAddress, string>>) => void;
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
  const selects = <LiveSelects filters={filters} period={period} onChange={onChange} />;
  return (
    <div className="gutter flex flex-wrap items-center gap-x-2 gap-y-2.5 pb-3">
      <LiveSearch search={filters.search} onSearch={(q) => onChange({ q })} />
      <FilterChips
        label={live.filters}
        chips={chips}
        pressed={filters.chip}
        onPress={(chip) => onChange({ show: chip === 'all' ? '' : chip })}
      />
      {wide ? (
        <div className="flex gap-2">{selects}</div>
      ) : (
        <details className="w-full">
          <summary className="strong min-h-11 content-center text-sm">{live.moreFilters}</summary>
          <div className="grid gap-2">{selects}</div>
        </details>
      )}
      <ExportSheet filters={filters} />
    </div>
  );
}
