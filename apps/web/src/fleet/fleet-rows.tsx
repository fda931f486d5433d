'use client';
import type { DeviceSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { stateColour } from '../components/sync-state.ts';
import { RowList, type RowsProps } from '../live/row-lists.tsx';
import { useWords } from '../words/words.tsx';
import { Battery, ChargingMark } from './battery.tsx';
import { ofSeveralPhones, phoneCode } from './phone-code.ts';
import { phoneWords } from './phone-words.ts';

function Content({ device, several }: { device: DeviceSummary; several: boolean }) {
  const words = useWords();
  const { fleet } = words;
  const said = phoneWords(device, useNow(), words);
  const { counts } = said;
  return (
    <>
      {said.state === undefined ? (
        <span className="size-[max(22px,var(--fs-mark))] flex-none" />
      ) : (
        <StateMark state={said.state} className="mt-px size-[max(22px,var(--fs-mark))] flex-none" />
      )}
      <span className="min-w-0 flex-1">
        <span className="flex min-h-[22px] items-baseline gap-2">
          <span className="row-title flex-1">
            {said.person}
            {several ? (
              <span className="font-normal text-ink-3"> {fleet.code(phoneCode(device.id))}</span>
            ) : null}
          </span>
          <span className={`flex-none text-sm ${said.quiet ? 'strong' : 'text-ink-2'}`}>{said.heard}</span>
        </span>
        <span className="flex min-h-[22px] flex-wrap items-center gap-x-2 pt-0.5 text-sm">
          <span
            className={`strong min-w-0 flex-auto ${said.state === undefined ? 'text-ink-2' : stateColour[said.state]}`}
          >
            {said.stateText}
          </span>
          <span className="inline-flex flex-none items-center gap-1.5 text-ink-2">
            {said.charging ? <ChargingMark /> : null}
            {said.battery}
            {said.level === undefined ? null : <Battery level={said.level} />}
          </span>
        </span>
        {counts === undefined ? null : (
          <span className="detail block pt-0.5">
            {device.oldestCriticalAt === null
              ? fleet.onIt(counts.critical, counts.high, counts.normal, counts.low)
              : fleet.onItSince(counts.critical, said.oldest, counts.high, counts.normal, counts.low)}
          </span>
        )}
      </span>
    </>
  );
}

/** The phones on a phone. */
export function FleetRows(list: RowsProps<DeviceSummary>) {
  const several = ofSeveralPhones(list.rows);
  return (
    <RowList label={useWords().fleet.table} {...list}>
      {(device) => <Content device={device} several={several.has(device.user.id)} />}
    </RowList>
  );
}
