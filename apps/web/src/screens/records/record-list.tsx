'use client';
import { useState } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RecordRow } from '../../components/record-row.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { groupByDay } from '../../sync/record-groups.ts';
import { recordStateView } from '../../sync/record-row-view.ts';
import { matchesSearch } from '../../sync/search-records.ts';
import { allHolds } from '../../sync/sync-answer.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useRecords, type RecordFilter } from '../../sync/use-records.ts';
import { useSettings } from '../../sync/use-settings.ts';
import { useWords } from '../../words/words.tsx';

const pageSize = 60;
/** A search looks through this many, newest first, and says so when there are more. */
const searchLimit = 1_000;

export function RecordList({
  filter,
  query,
  chosen,
  wide,
  onShowAll,
}: {
  filter: RecordFilter;
  query: string;
  chosen: string | null;
  /** The detail stands beside the list. */
  wide: boolean;
  onShowAll: () => void;
}) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const state = useSyncState();
  const settings = useSettings();
  const [limit, setLimit] = useState(pageSize);
  const searching = query.trim() !== '';
  const loaded = useRecords(filter, searching ? searchLimit : limit);
  if (loaded === undefined) return null;

  const found = searching ? loaded.filter((record) => matchesSearch(record, query, places, words)) : loaded;
  if (found.length === 0) return <NothingHere filter={filter} query={query} onShowAll={onShowAll} />;
  const holds = state === undefined ? [] : allHolds(state);
  const groups = groupByDay(found, places, now, words);
  return (
    <>
      {groups.map((group, index) => (
        <section key={group.heading}>
          <h2 className={`section-title ${index === 0 ? 'pt-0' : ''}`}>{group.heading}</h2>
          <ul className="card ruled overflow-hidden">
            {group.records.map(({ record, title, time }) => {
              const view = recordStateView(record, { holds, settings, words });
              return (
                <RecordRow
                  key={record.id}
                  href={`${wide ? '/records/' : '/records/detail/'}?id=${record.id}`}
                  state={view.state}
                  stateText={view.text}
                  title={title}
                  time={time}
                  band={record.band}
                  chosen={chosen === record.id}
                />
              );
            })}
          </ul>
        </section>
      ))}
      {!searching && loaded.length === limit ? (
        <Button className="mt-4 w-full" onClick={() => setLimit(limit + pageSize)}>
          {words.records.showMore}
        </Button>
      ) : null}
      {searching && loaded.length === searchLimit ? (
        <p className="detail pt-3">{words.records.searchedNewest(searchLimit)}</p>
      ) : null}
    </>
  );
}

function NothingHere({
  filter,
  query,
  onShowAll,
}: {
  filter: RecordFilter;
  query: string;
  onShowAll: () => void;
}) {
  const words = useWords();
  if (query.trim() !== '')
    return <p className="detail py-6 text-center">{words.records.noneFound(query.trim())}</p>;
  if (filter !== 'all') {
    return (
      <EmptyState
        title={words.records.noneInFilter}
        detail={words.records.noneInFilterDetail}
        action={<Button onClick={onShowAll}>{words.records.showAll}</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={words.records.empty}
      detail={words.records.emptyDetail}
      action={<ButtonLink href="/">{words.records.emptyAction}</ButtonLink>}
    />
  );
}
