'use client';
import { RECORD_TYPES, SEVERITIES, type ConflictPage } from '@fieldsync/protocol';
import { FilterChips } from '../components/filter-chips.tsx';
import { FilterSelect, MoreFilters, PlaceSelect, SectorSelect } from '../live/filter-selects.tsx';
import { LiveSearch } from '../live/live-search.tsx';
import { useWords } from '../words/words.tsx';
import type { ConflictFilters } from './conflict-filters.ts';

export type ConflictAddress = 'show' | 'severity' | 'type' | 'sector' | 'place' | 'q';

/** Search, open or decided, and the narrower filters. */
export function ConflictTools({
  filters,
  stats,
  wide,
  onChange,
}: {
  filters: ConflictFilters;
  stats: ConflictPage['stats'] | undefined;
  wide: boolean;
  onChange: (change: Partial<Record<ConflictAddress, string>>) => void;
}) {
  const { conflicts, domain } = useWords();
  const open = stats === undefined ? undefined : stats.open.HIGH + stats.open.MEDIUM + stats.open.LOW;
  return (
    <div className="gutter flex flex-wrap items-center gap-x-2 gap-y-2.5 pb-3">
      <LiveSearch search={filters.search} onSearch={(q) => onChange({ q })} />
      <FilterChips
        label={conflicts.filters}
        chips={[
          { key: 'open', label: conflicts.chips.open, count: open },
          { key: 'resolved', label: conflicts.chips.resolved },
        ]}
        pressed={filters.status}
        onPress={(status) => onChange({ show: status === 'open' ? '' : status })}
      />
      <MoreFilters label={conflicts.moreFilters} wide={wide}>
        <FilterSelect
          label={conflicts.severity}
          value={filters.severity ?? ''}
          onChange={(severity) => onChange({ severity })}
          options={[
            { value: '', label: conflicts.allSeverities },
            ...SEVERITIES.map((value) => ({ value, label: conflicts.severities[value] })),
          ]}
        />
        <FilterSelect
          label={conflicts.type}
          value={filters.type ?? ''}
          onChange={(type) => onChange({ type })}
          options={[
            { value: '', label: conflicts.allTypes },
            ...RECORD_TYPES.map((value) => ({ value, label: domain.recordTypes[value] })),
          ]}
        />
        <SectorSelect value={filters.sector ?? ''} onChange={(sector) => onChange({ sector })} />
        <PlaceSelect value={filters.placeId ?? ''} onChange={(place) => onChange({ place })} />
      </MoreFilters>
    </div>
  );
}
