'use client';
import { RECORD_TYPES, SECTORS, SEVERITIES, type ConflictPage } from '@fieldsync/protocol';
import { FilterChips } from '../components/filter-chips.tsx';
import { LiveSearch } from '../live/live-search.tsx';
import { Select } from '../live/live-selects.tsx';
import { usePlaces } from '../sync/use-places.ts';
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
  const words = useWords();
  const { conflicts, live, domain } = words;
  const places = [...usePlaces().values()].sort((a, b) => a.name.localeCompare(b.name, words.locale));
  const open = stats === undefined ? undefined : stats.open.HIGH + stats.open.MEDIUM + stats.open.LOW;
  const selects = (
    <>
      <Select
        label={conflicts.severity}
        value={filters.severity ?? ''}
        onChange={(severity) => onChange({ severity })}
        options={[
          { value: '', label: conflicts.allSeverities },
          ...SEVERITIES.map((value) => ({ value, label: conflicts.severities[value] })),
        ]}
      />
      <Select
        label={conflicts.type}
        value={filters.type ?? ''}
        onChange={(type) => onChange({ type })}
        options={[
          { value: '', label: conflicts.allTypes },
          ...RECORD_TYPES.map((value) => ({ value, label: domain.recordTypes[value] })),
        ]}
      />
      <Select
        label={live.sector}
        value={filters.sector ?? ''}
        onChange={(sector) => onChange({ sector })}
        options={[
          { value: '', label: live.allSectors },
          ...SECTORS.map((value) => ({ value, label: domain.sectors[value] })),
        ]}
      />
      <Select
        label={live.place}
        value={filters.placeId ?? ''}
        onChange={(place) => onChange({ place })}
        options={[
          { value: '', label: live.allPlaces },
          ...places.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </>
  );
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
      {wide ? (
        <div className="flex gap-2">{selects}</div>
      ) : (
        <details className="w-full">
          <summary className="strong min-h-11 content-center text-sm">{conflicts.moreFilters}</summary>
          <div className="grid gap-2">{selects}</div>
        </details>
      )}
    </div>
  );
}
