import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';
import type { LiveCounts, LiveFilters } from './live-filters.ts';
import type { OnTheWay } from './on-the-way.ts';

export interface LiveAnswer {
  readonly sentence: string;
  readonly detail: string | undefined;
}

/** `undefined`: the phones' reports are not known (yet); `null`: no phone reports any. */
export type PhoneReports = OnTheWay | null | undefined;

export interface LiveFacts {
  readonly counts: LiveCounts | undefined;
  readonly reports: PhoneReports;
  readonly filters: LiveFilters;
  /** The office did not answer the last question. */
  readonly refused: boolean;
}

/**
 * The sentence that answers the screen. That something is still on the way is said only on a phone's own word, with
 * whose word it is and from when.
 */
export function sayLive(
  { counts, reports, filters, refused }: LiveFacts,
  now: Date,
  words: Words,
): LiveAnswer {
  const { live } = words;
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const said = (value: number): [string, boolean] => [figure(value), value === 1];
  if (reports !== undefined && reports !== null) {
    const when = sayWhen(reports.reportedAt, now, words);
    return {
      sentence: live.onTheWay(...said(reports.count)),
      detail:
        reports.person === undefined
          ? live.reportedByPhones(figure(reports.phones), when)
          : live.reportedBy(reports.person, when),
    };
  }
  const detail = reports === null ? live.noneReported : live.reportsUnknown;
  if (counts === undefined) return { sentence: refused ? live.unknown : live.loading, detail: undefined };
  const day = filters.since !== undefined;
  if (counts.critical > 0) return { sentence: live.criticalCame(...said(counts.critical), day), detail };
  if (counts.all > 0) return { sentence: live.came(...said(counts.all), day), detail };
  return { sentence: live.nothingCame(day), detail };
}
