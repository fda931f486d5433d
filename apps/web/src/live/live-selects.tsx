'use client';
import { SECTORS } from '@fieldsync/protocol';
import { usePlaces } from '../sync/use-places.ts';
import { useWords } from '../words/words.tsx';
import type { LiveFilters } from './live-filters.ts';
import type { LiveAddress, LivePeriod } from './use-live-filters.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

export function Select({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="min-h-12 min-w-0 rounded-sm edge-2 bg-surface px-2.5 text-base lg:min-h-9 lg:max-w-[190px] lg:text-sm"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

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
  const words = useWords();
  const { live } = words;
  const places = [...usePlaces().values()].sort((a, b) => a.name.localeCompare(b.name, words.locale));
  return (
    <>
      <Select
        label={live.sector}
        value={filters.sector ?? ''}
        onChange={(sector) => onChange({ sector })}
        options={[
          { value: '', label: live.allSectors },
          ...SECTORS.map((sector) => ({ value: sector, label: words.domain.sectors[sector] })),
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
      <Select
        label={live.order}
        value={filters.order}
        onChange={(order) => onChange({ order: order === 'priority' ? '' : order })}
        options={[
          { value: 'priority', label: live.orders.priority },
          { value: 'newest', label: live.orders.newest },
        ]}
      />
      <Select
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
