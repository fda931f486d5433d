'use client';
import { SearchInput } from '../components/search-input.tsx';
import { useWords } from '../words/words.tsx';

/** Place, person or the beginning of a record's code. */
export function LiveSearch({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const { live } = useWords();
  return <SearchInput label={live.search} hint={live.searchHint} search={search} onSearch={onSearch} />;
}
