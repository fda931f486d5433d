'use client';
import type { RecordSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { PriorityReason } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useWords } from '../words/words.tsx';
import { rowWords } from './row-words.ts';
import { RowList, type RowsProps } from './row-lists.tsx';

function Content({ record }: { record: RecordSummary }) {
  const words = useWords();
  const said = rowWords(record, useNow(), words);
  const title = said.place === undefined ? said.kind : words.domain.titleAndPlace(said.kind, said.place);
  return (
    <>
      <StateMark
        state={said.state}
        label={said.stateText}
        className="mt-px size-[max(22px,var(--fs-mark))]"
      />
      <span className="min-w-0 flex-1">
        <span className="flex min-h-[22px] items-baseline gap-2">
          <span className="row-title flex-1">{title}</span>
          <span className="detail flex-none">{said.time}</span>
        </span>
        <span className="flex min-h-[22px] flex-wrap items-center gap-x-2 pt-0.5">
          <span className="min-w-0 flex-auto">
            {record.deleted ? said.stateText : <PriorityReason band={record.band} reason={said.reason} />}
          </span>
          <span className="detail flex-none">{said.from}</span>
        </span>
      </span>
    </>
  );
}

/** The list on a phone. */
export function LiveRows(list: RowsProps<RecordSummary>) {
  return (
    <RowList label={useWords().live.table} {...list}>
      {(record) => <Content record={record} />}
    </RowList>
  );
}
