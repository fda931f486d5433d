'use client';
import type { ConflictPage } from '@fieldsync/protocol';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { NothingHere } from '../components/nothing-here.tsx';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { OfficeHead } from '../live/office-head.tsx';
import { changeAddress } from '../live/row-address.ts';
import { useLaptop } from '../live/use-laptop.ts';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { isNarrowed, readFilters } from './conflict-filters.ts';
import { ConflictRows } from './conflict-rows.tsx';
import { ConflictTools } from './conflict-tools.tsx';
import { useConflictList } from './use-conflict-list.ts';

const PAGE = 50;
const LARGEST = 200;

/** The answer sentence, and the line under it. */
function sayList(
  page: ConflictPage | undefined,
  refused: boolean,
  now: Date,
  words: Words,
): { sentence: string; detail: string } {
  const { conflicts } = words;
  if (page === undefined) return { sentence: refused ? conflicts.unknown : conflicts.loading, detail: '' };
  const { open, oldest, resolvedToday } = page.stats;
  const waiting = open.HIGH + open.MEDIUM + open.LOW;
  const since = oldest === null ? '' : conflicts.oldest(sayWhen(new Date(oldest), now, words));
  const decided = resolvedToday === 0 ? '' : conflicts.decidedToday(resolvedToday);
  return {
    sentence: waiting === 0 ? conflicts.nothing : conflicts.waiting(waiting),
    detail: [since, decided].filter(Boolean).join(' '),
  };
}

/** Records in two versions, the gravest first. */
export function ConflictsScreen() {
  const words = useWords();
  const now = useNow();
  const wide = useLaptop();
  const params = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const [limit, setLimit] = useState(PAGE);
  const list = useConflictList(filters, limit);
  const { sentence, detail } = sayList(list.data, list.refusal !== undefined, now, words);
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <OfficeHead title={words.conflicts.title} sentence={sentence} backHref="/live/" stream={list.stream} />
      {detail === '' ? null : <p className="detail gutter pb-3 lg:-mt-3">{detail}</p>}
      {list.refusal === undefined ? null : <LiveRefusal why={list.refusal} onTryNow={list.again} />}
      <ConflictTools filters={filters} stats={list.data?.stats} wide={wide} onChange={changeAddress} />
      <main id="content" className="gutter w-full max-w-[1208px] flex-1 pb-8">
        {list.data === undefined ? (
          list.refusal === undefined ? (
            <p role="status" className="detail">
              {words.conflicts.loading}
            </p>
          ) : null
        ) : list.data.items.length === 0 ? (
          <NothingHere
            say={
              filters.status === 'open'
                ? words.conflicts
                : {
                    ...words.conflicts,
                    empty: words.conflicts.emptyDecided,
                    emptyDetail: words.conflicts.emptyDecidedDetail,
                  }
            }
            narrowed={isNarrowed(filters)}
            onShowAll={() => changeAddress({ severity: '', type: '', sector: '', place: '', q: '' })}
          />
        ) : (
          <ConflictRows items={list.data.items} />
        )}
        {list.data?.items.length === limit && limit < LARGEST ? (
          <Button className="mt-3 w-full lg:w-auto" onClick={() => setLimit(limit + PAGE)}>
            {words.conflicts.more}
          </Button>
        ) : null}
      </main>
    </div>
  );
}
