'use client';
import type { RecordSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { PriorityReason } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useWords } from '../words/words.tsx';
import { rowWords } from './row-words.ts';
import { useRowKeys } from './use-row-keys.ts';

function Row({
  record,
  ...row
}: { record: RecordSummary } & ReturnType<ReturnType<typeof useRowKeys>['row']>) {
  const words = useWords();
  const said = rowWords(record, useNow(), words);
  const title = said.place === undefined ? said.kind : words.domain.titleAndPlace(said.kind, said.place);
  return (
    <li
      {...row}
      role="option"
      className="flex min-h-16 cursor-pointer items-start gap-3 px-4 py-[11px] outline-offset-[-3px] aria-selected:bg-select"
    >
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
    </li>
  );
}

/** The list on a phone. */
export function LiveRows({
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
  return (
    <ul
      role="listbox"
      aria-label={live.table}
      aria-multiselectable={selected !== undefined}
      className="card ruled"
      {...keys.list}
    >
      {rows.map((record) => (
        <Row key={record.id} record={record} {...keys.row(record.id)} />
      ))}
    </ul>
  );
}
