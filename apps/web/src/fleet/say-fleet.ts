import type { DevicePage } from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';

/** The sentence that answers the page: who needs somebody, or how many were heard of. */
export function sayFleet(
  facts: {
    readonly counts: DevicePage['counts'] | undefined;
    /** Phones that have held a critical record for too long; undefined: not known (yet). */
    readonly tooLong: number | undefined;
    readonly refused: boolean;
  },
  words: Words,
): string {
  const { fleet } = words;
  const { counts, tooLong = 0, refused } = facts;
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  if (tooLong > 0) return fleet.tooLong(figure(tooLong), tooLong === 1);
  if (counts === undefined) return refused ? fleet.unknown : fleet.loading;
  if (counts.critical > 0) return fleet.holding(figure(counts.critical), counts.critical === 1);
  if (counts.all === 0) return fleet.none;
  return fleet.heardToday(figure(counts.all - counts.silent), figure(counts.all));
}
