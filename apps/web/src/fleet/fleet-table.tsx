'use client';
import type { DeviceSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { stateColour } from '../components/sync-state.ts';
import { useRowKeys } from '../live/use-row-keys.ts';
import { useWords } from '../words/words.tsx';
import { Battery, ChargingMark } from './battery.tsx';
import { phoneWords } from './phone-words.ts';

const BANDS = ['critical', 'high', 'normal', 'low'] as const;
const COLUMNS = ['person', 'heard', 'battery', ...BANDS, 'oldest', 'signal', 'state'] as const;
const ofFigures = new Set<(typeof COLUMNS)[number]>(['battery', ...BANDS]);
const cell = 'h-[55px] px-2.5 py-[7px] align-middle edge-b first:pl-8 last:pr-6';

export interface FleetListProps {
  readonly rows: readonly DeviceSummary[];
  readonly chosen: string | null;
  /** Undefined: nobody selects now. */
  readonly selected: ReadonlySet<string> | undefined;
  readonly onOpen: (id: string) => void;
}

function Row({
  device,
  ...row
}: { device: DeviceSummary } & ReturnType<ReturnType<typeof useRowKeys>['row']>) {
  const words = useWords();
  const said = phoneWords(device, useNow(), words);
  return (
    <tr
      {...row}
      className="cursor-pointer outline-offset-[-3px] aria-selected:bg-select aria-selected:[&>td:first-child]:shadow-[inset_4px_0_0_var(--fs-ink)]"
    >
      <td className={`${cell} whitespace-nowrap`}>
        <span className="strong block max-w-[180px] truncate">{said.person}</span>
        <span className="block font-mono text-xs text-ink-3">{device.id.slice(0, 8)}</span>
      </td>
      <td className={`${cell} ${said.quiet ? 'strong' : 'text-ink-2'}`}>{said.heard}</td>
      <td className={`${cell} text-right whitespace-nowrap`}>
        <span className="inline-flex items-center gap-1.5">
          {said.charging ? <ChargingMark /> : null}
          {said.battery}
          {said.level === undefined ? null : <Battery level={said.level} />}
        </span>
      </td>
      {BANDS.map((band) => {
        const count = said.counts?.[band];
        const none = count === undefined || count === '0';
        return (
          <td
            key={band}
            className={`${cell} text-right ${none ? 'text-ink-3' : ''} ${band === 'critical' && !none ? 'font-bold' : ''}`}
          >
            {count ?? <span aria-label={words.fleet.notKnown}>–</span>}
          </td>
        );
      })}
      <td className={`${cell} whitespace-nowrap ${said.tooLong ? 'font-bold' : 'text-ink-2'}`}>
        {said.oldest}
      </td>
      <td className={`${cell} text-ink-2`}>{said.signal}</td>
      <td className={cell}>
        <span
          className={`strong inline-flex items-center gap-1.5 align-middle ${said.state === undefined ? 'text-ink-2' : stateColour[said.state]}`}
        >
          {said.state === undefined ? null : (
            <StateMark state={said.state} className="size-[18px] flex-none" />
          )}
          {said.stateText}
        </span>
      </td>
    </tr>
  );
}

/** The phones on a laptop. */
export function FleetTable({ rows, chosen, selected, onOpen }: FleetListProps) {
  const { fleet } = useWords();
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen,
    onOpen,
    selected,
  );
  const head =
    'sticky top-0 z-1 bg-surface px-2.5 py-2 text-xs font-semibold whitespace-nowrap text-ink-3 edge-b first:pl-8 last:pr-6';
  return (
    <table
      role="grid"
      aria-label={fleet.table}
      aria-multiselectable={selected !== undefined}
      className="w-full border-separate border-spacing-0 text-sm leading-5"
    >
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th
              key={column}
              scope="col"
              className={`${head} ${ofFigures.has(column) ? 'text-right' : 'text-left'}`}
            >
              {fleet.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...keys.list}>
        {rows.map((device) => (
          <Row key={device.id} device={device} {...keys.row(device.id)} />
        ))}
      </tbody>
    </table>
  );
}
