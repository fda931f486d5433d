'use client';
import type { RecordState } from '@fieldsync/engine';
import { FilterChips, type FilterChip } from '../../components/filter-chips.tsx';
import type { RecordFilter } from '../../sync/use-records.ts';
import { useWords } from '../../words/words.tsx';

/** One chip a state that has records, with how many. The pressed one stays, even when it has none left. */
export function RecordFilters({
  counts,
  pressed,
  onPress,
}: {
  counts: Readonly<Record<RecordState, number>> | undefined;
  pressed: RecordFilter;
  onPress: (filter: RecordFilter) => void;
}) {
  const words = useWords();
  const of = counts ?? { phone: 0, sending: 0, office: 0, needs: 0, conflict: 0 };
  const states: FilterChip<RecordFilter>[] = [
    { key: 'phone', state: 'phone', count: of.phone + of.sending },
    { key: 'needs', state: 'needs', count: of.needs },
    { key: 'conflict', state: 'conflict', count: of.conflict },
    { key: 'office', state: 'office', count: of.office },
  ];
  const shown = states.filter((chip) => (chip.count ?? 0) > 0 || chip.key === pressed);
  return (
    <FilterChips
      label={words.records.filters}
      chips={[{ key: 'all', label: words.records.all }, ...shown]}
      pressed={pressed}
      onPress={onPress}
    />
  );
}
