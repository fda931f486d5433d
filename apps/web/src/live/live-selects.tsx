'use client';
import { useWords } from '../words/words.tsx';
import { FilterSelect, PlaceSelect, SectorSelect } from './filter-selects.tsx';
import type { LiveFilters } from './live-filters.ts';
import type { LiveAddress, LivePeriod } from './use-live-filters.ts';

/** Sector, place, time and order. */
export function LiveSelects({
  filters,
  period,
  onChange,
}: {
  filters: LiveFilters;
  period: LivePeriod;
  onChange: (change: Partial<Record<keyof LiveAddress, string>>) => void;
}) {
  const { live } = useWords();
  return (
    <>
      <SectorSelect value={filters.sector ?? ''} onChange={(sector) => onChange({ sector })} />
      <PlaceSelect value={filters.placeId ?? ''} onChange={(place) => onChange({ place })} />
      <FilterSelect
        label={live.order}
        value={filters.order}
        onChange={(order) => onChange({ order: order === 'priority' ? '' : order })}
        options={[
          { value: 'priority', label: live.orders.priority },
          { value: 'newest', label: live.orders.newest },
        ]}
      />
      <FilterSelect
        label={live.period}
        value={period}
        onChange={(next) => onChange({ period: next === 'day' ? '' : next })}
        options={[
          { value: 'day', label: live.periods.day },
          { value: 'ever', label: live.periods.ever },
        ]}
      />
    </>
  );
}
