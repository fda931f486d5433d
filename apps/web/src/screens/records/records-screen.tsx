'use client';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { PageBar } from '../../shell/page-bar.tsx';
import { StorageState } from '../../shell/storage-state.tsx';
import { useRecordCounts, type RecordFilter } from '../../sync/use-records.ts';
import { useWords } from '../../words/words.tsx';
import { RecordPanel } from '../record-detail/record-panel.tsx';
import { useWide } from '../use-wide.ts';
import { RecordFilters } from './record-filters.tsx';
import { RecordList } from './record-list.tsx';
import { SearchField } from './search-field.tsx';
import { SendingNow } from './sending-now.tsx';

/** All records of this person on this phone, each with its state. Beside the list, where there is room, one record. */
export function RecordsScreen() {
  const words = useWords();
  const wide = useWide();
  const chosen = useSearchParams().get('id');
  const counts = useRecordCounts();
  const [filter, setFilter] = useState<RecordFilter>('all');
  const [query, setQuery] = useState<string | undefined>(undefined);
  return (
    <div className="flex min-h-full flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageBar
          title={words.records.title}
          before={
            query === undefined ? (
              <IconButton icon="search" label={words.records.search} onClick={() => setQuery('')} />
            ) : null
          }
        />
        <main id="content" className="gutter mx-auto w-full max-w-[600px] flex-1 pb-6 md:mx-0 md:max-w-none">
          <StorageState />
          {query === undefined ? null : (
            <SearchField query={query} onChange={setQuery} onClose={() => setQuery(undefined)} />
          )}
          <div className="pt-1 pb-3">
            <RecordFilters counts={counts} pressed={filter} onPress={setFilter} />
          </div>
          <SendingNow />
          <RecordList
            filter={filter}
            query={query ?? ''}
            chosen={wide ? chosen : null}
            wide={wide}
            onShowAll={() => setFilter('all')}
          />
        </main>
      </div>
      {wide ? <RecordPanel id={chosen} /> : null}
    </div>
  );
}
