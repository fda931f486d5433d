'use client';
import { SECTORS } from '@fieldsync/protocol';
import type { ReactNode } from 'react';
import { usePlaces } from '../sync/use-places.ts';
import { useWords } from '../words/words.tsx';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface OneOf {
  /** Empty for all of them. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One filter of a list. */
export function FilterSelect({
  label,
  value,
  options,
  onChange,
}: OneOf & { label: string; options: readonly Option[] }) {
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

export function SectorSelect(select: OneOf) {
  const { live, domain } = useWords();
  const sectors = SECTORS.map((value) => ({ value, label: domain.sectors[value] }));
  return (
    <FilterSelect
      label={live.sector}
      options={[{ value: '', label: live.allSectors }, ...sectors]}
      {...select}
    />
  );
}

export function PlaceSelect(select: OneOf) {
  const { live, locale } = useWords();
  const places = [...usePlaces().values()]
    .sort((a, b) => a.name.localeCompare(b.name, locale))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterSelect
      label={live.place}
      options={[{ value: '', label: live.allPlaces }, ...places]}
      {...select}
    />
  );
}

/** The narrower filters of a list: in its line where there is room, folded away on a phone. */
export function MoreFilters({
  label,
  wide,
  children,
}: {
  label: string;
  wide: boolean;
  children: ReactNode;
}) {
  if (wide) return <div className="flex gap-2">{children}</div>;
  return (
    <details className="w-full">
      <summary className="strong min-h-11 content-center text-sm">{label}</summary>
      <div className="grid gap-2">{children}</div>
    </details>
  );
}
