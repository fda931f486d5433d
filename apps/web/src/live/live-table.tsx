'use client';
import type { RecordSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { PriorityReason } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { stateColour } from '../components/sync-state.ts';
import { useWords } from '../words/words.tsx';
import { rowWords } from './row-words.ts';
import { useRowKeys } from './use-row-keys.ts';

const cell = 'h-[55px] px-3 py-[7px] align-middle edge-b first:pl-8';

function Row({
  record,
  ...row
}: { record: RecordSummary } & ReturnType<ReturnType<typeof useRowKeys>['row']>) {
  const words = useWords();
  const said = rowWords(record, useNow(), words);
  return (
    <tr
      {...row}
      className="cursor-pointer outline-offset-[-3px] aria-selected:bg-select aria-selected:[&>td:first-child]:shadow-[inset_4px_0_0_var(--fs-ink)]"
    >
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
    </tr>
  );
}

/** The list on a laptop. */
export function LiveTable({
  rows,
  chosen,
  selected,
  onOpen,
}: {
  rows: readonly RecordSummary[];
  chosen: string | null;
  selected?: ReadonlySet<string> | undefined;
  onOpen: (id: string) => void;
}) {
  const { live } = useWords();
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen,
    onOpen,
    selected,
  );
  const head =
    'sticky top-0 z-1 bg-surface px-3 py-2 text-left text-xs font-semibold text-ink-3 edge-b first:pl-8';
  return (
    <table
      role="grid"
      aria-label={live.table}
      aria-multiselectable={selected !== undefined}
      className="w-full border-separate border-spacing-0 text-sm leading-5"
    >
      <thead>
        <tr>
          {(['time', 'record', 'priority', 'state', 'from'] as const).map((column) => (
            <th key={column} scope="col" className={head}>
              {live.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...keys.list}>
        {rows.map((record) => (
          <Row key={record.id} record={record} {...keys.row(record.id)} />
        ))}
      </tbody>
    </table>
  );
}
