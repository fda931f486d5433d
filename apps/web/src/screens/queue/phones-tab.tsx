'use client';
import type { PriorityQueue, QueueDevice } from '@fieldsync/protocol';
import type { ReactNode } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ofSeveralPhones, phoneCode } from '../../fleet/phone-code.ts';
import type { Words } from '../../words/en.ts';
import { sayDuration, sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';
import { queuePhones, type QueuePhones } from './queue-phones.ts';

const COLUMNS = ['critical', 'high', 'normal', 'low', 'needs', 'oldest', 'time', 'reported'] as const;
type Column = (typeof COLUMNS)[number];

/** Long ones take the whole line of a card. */
const WHOLE_LINE: ReadonlySet<Column> = new Set(['oldest', 'time', 'reported']);
const MOST_NAMES = 12;

/** Undefined: the phone has not said it. */
function cells(device: QueueDevice, now: Date, words: Words): Readonly<Record<Column, string | undefined>> {
  const { phones } = words.queue;
  const figure = (value: number | null | undefined): string | undefined =>
    typeof value === 'number' ? new Intl.NumberFormat(words.locale).format(value) : undefined;
  const when = (instant: string): string => sayWhen(new Date(instant), now, words);
  const { bands, needsYou, oldestCriticalAt, estimatedMinutes, reportedAt } = device;
  return {
    critical: figure(bands?.critical),
    high: figure(bands?.high),
    normal: figure(bands?.normal),
    low: figure(bands?.low),
    needs: figure(needsYou),
    oldest: oldestCriticalAt === null ? words.queue.priority.none : when(oldestCriticalAt),
    time:
      estimatedMinutes === null
        ? undefined
        : estimatedMinutes === 0
          ? phones.nothingLeft
          : phones.minutes(sayDuration(estimatedMinutes * 60, words)),
    reported: reportedAt === null ? undefined : when(reportedAt),
  };
}

function Row({ device, several }: { device: QueueDevice; several: boolean }) {
  const words = useWords();
  const said = cells(device, useNow(), words);
  const { columns, unknown } = words.queue.phones;
  return (
    <tr className="max-lg:card max-lg:mb-2 max-lg:grid max-lg:grid-cols-2 max-lg:gap-x-4 max-lg:px-4 max-lg:py-3">
      <th
        scope="row"
        className="strong px-3 py-3 text-left first:pl-8 max-lg:col-span-2 max-lg:block max-lg:p-0 max-lg:pb-1 max-lg:first:pl-0 lg:edge-b"
      >
        {device.user.name}
        {several ? (
          <span className="font-normal text-ink-3"> {words.fleet.code(phoneCode(device.id))}</span>
        ) : null}
      </th>
      {COLUMNS.map((column) => (
        <td
          key={column}
          className={`px-3 py-3 text-ink-2 max-lg:flex max-lg:justify-between max-lg:gap-2 max-lg:p-0 max-lg:py-0.5 max-lg:text-sm lg:edge-b ${WHOLE_LINE.has(column) ? 'max-lg:col-span-2' : ''}`}
        >
          <span aria-hidden className="text-ink-3 lg:hidden">
            {columns[column]}
          </span>
          <span className={column === 'critical' && device.bands?.critical ? 'strong text-ink' : ''}>
            {said[column] ?? (
              <>
                <span aria-hidden>–</span>
                <span className="sr-only">{unknown}</span>
              </>
            )}
          </span>
        </td>
      ))}
    </tr>
  );
}

function Table({ children }: { children: ReactNode }) {
  const { phones } = useWords().queue;
  const head = 'px-3 py-2 text-left text-xs font-semibold text-ink-3 first:pl-8 edge-b';
  return (
    <table
      aria-label={phones.table}
      className="w-full border-separate border-spacing-0 text-sm leading-5 max-lg:block lg:bg-surface"
    >
      <thead className="max-lg:sr-only">
        <tr>
          {(['person', ...COLUMNS] as const).map((column) => (
            <th key={column} scope="col" className={head}>
              {phones.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">{children}</tbody>
    </table>
  );
}

/** Whose phones have never said what is on them. */
function Silent({ silent }: { silent: QueuePhones['silent'] }) {
  const words = useWords();
  const { phones } = words.queue;
  if (silent.length === 0) return null;
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const count = silent.reduce((sum, each) => sum + each.phones, 0);
  const named = silent
    .slice(0, MOST_NAMES)
    .map((each) => phones.ofPerson(each.person, figure(each.phones), each.phones === 1));
  const rest = silent.length - named.length;
  const people = rest > 0 ? [...named, phones.morePeople(figure(rest))] : named;
  return (
    <p className="detail py-3 lg:px-8">{phones.silent(figure(count), count === 1, people.join(', '))}</p>
  );
}

/** Each phone and what it last said of itself. What it has not said stays unsaid [S7]. */
export function PhonesTab({ queue }: { queue: PriorityQueue | undefined }) {
  const { phones } = useWords().queue;
  if (queue === undefined) return null;
  const { reported, silent } = queuePhones(queue.devices);
  const several = ofSeveralPhones(queue.devices);
  if (queue.devices.length === 0)
    return (
      <div className="gutter py-4">
        <EmptyState title={phones.empty} detail={phones.emptyDetail} />
      </div>
    );
  return (
    <div className="max-lg:gutter max-lg:py-3">
      {reported.length === 0 ? null : (
        <>
          <Table>
            {reported.map((device) => (
              <Row key={device.id} device={device} several={several.has(device.user.id)} />
            ))}
          </Table>
          <p className="detail py-3 lg:px-8">{phones.estimate}</p>
        </>
      )}
      <Silent silent={silent} />
    </div>
  );
}
