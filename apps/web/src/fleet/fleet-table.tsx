'use client';
import type { DeviceSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { stateColour } from '../components/sync-state.ts';
import { cell, RowTable, type RowsProps } from '../live/row-lists.tsx';
import { useWords } from '../words/words.tsx';
import { Battery, ChargingMark } from './battery.tsx';
import { ofSeveralPhones, phoneCode } from './phone-code.ts';
import { phoneWords } from './phone-words.ts';

const BANDS = ['critical', 'high', 'normal', 'low'] as const;
const COLUMNS = ['person', 'heard', 'battery', ...BANDS, 'oldest', 'signal', 'state'] as const;
const OF_FIGURES = new Set<(typeof COLUMNS)[number]>(['battery', ...BANDS]);

function Cells({ device, several }: { device: DeviceSummary; several: boolean }) {
  const words = useWords();
  const said = phoneWords(device, useNow(), words);
  return (
    <>
      <td className={`${cell} whitespace-nowrap`}>
        <span className="strong block max-w-[180px] truncate">{said.person}</span>
        {several ? (
          <span className="block text-xs text-ink-3">{words.fleet.code(phoneCode(device.id))}</span>
        ) : null}
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
          className={`strong inline-flex min-w-[150px] items-center gap-1.5 align-middle ${said.state === undefined ? 'text-ink-2' : stateColour[said.state]}`}
        >
          {said.state === undefined ? null : (
            <StateMark state={said.state} className="size-[18px] flex-none" />
          )}
          {said.stateText}
        </span>
      </td>
    </>
  );
}

/** The phones on a laptop. */
export function FleetTable(list: RowsProps<DeviceSummary>) {
  const { fleet } = useWords();
  const several = ofSeveralPhones(list.rows);
  const columns = COLUMNS.map((key) => ({ key, name: fleet.columns[key], figures: OF_FIGURES.has(key) }));
  return (
    <RowTable label={fleet.table} columns={columns} {...list}>
      {(device) => <Cells device={device} several={several.has(device.user.id)} />}
    </RowTable>
  );
}
