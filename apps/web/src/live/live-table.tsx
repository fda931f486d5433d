'use client';
import type { RecordSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { PriorityReason } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { stateColour } from '../components/sync-state.ts';
import { useWords } from '../words/words.tsx';
import { rowWords } from './row-words.ts';
import { cell, RowTable, type RowsProps } from './row-lists.tsx';

const COLUMNS = ['time', 'record', 'priority', 'state', 'from'] as const;

function Cells({ record }: { record: RecordSummary }) {
  const words = useWords();
  const said = rowWords(record, useNow(), words);
  return (
    <>
      <td className={`${cell} whitespace-nowrap text-ink-3`}>{said.time}</td>
      <td className={cell}>
        <span className="strong block">{said.kind}</span>
        <span className="block text-xs text-ink-3">{said.place}</span>
      </td>
      <td className={`${cell} max-w-[280px]`}>
        <PriorityReason band={record.band} reason={said.reason} />
      </td>
      <td className={cell}>
        <span
          className={`strong inline-flex items-center gap-1.5 align-middle whitespace-nowrap ${record.deleted ? 'text-ink-2' : stateColour[said.state]}`}
        >
          {record.deleted ? null : <StateMark state={said.state} className="size-[18px]" />}
          {said.stateText}
        </span>
      </td>
      <td className={`${cell} text-ink-2`}>{said.from}</td>
    </>
  );
}

/** The list on a laptop. */
export function LiveTable(list: RowsProps<RecordSummary>) {
  const { live } = useWords();
  const columns = COLUMNS.map((key) => ({ key, name: live.columns[key] }));
  return (
    <RowTable label={live.table} columns={columns} {...list}>
      {(record) => <Cells record={record} />}
    </RowTable>
  );
}
