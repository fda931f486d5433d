import type { StoredRecord } from '@fieldsync/engine';
import type { Words } from '../words/en.ts';
import { clockTime, dayHeading } from '../words/when.ts';
import { recordKind, recordTitle } from './record-title.ts';

export interface RecordGroup {
  /** "Today, Dikwa", or "Today" when the day's records are about several places. */
  heading: string;
  records: { record: StoredRecord; title: string; time: string }[];
}

/** Records under their days. Where a whole day is about one place, the heading says it and the titles need not. */
export function groupByDay(
  records: readonly StoredRecord[],
  places: ReadonlyMap<string, { name: string }>,
  now: Date,
  words: Words,
): RecordGroup[] {
  const days = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const day = dayHeading(new Date(record.savedAt), now, words);
    days.set(day, [...(days.get(day) ?? []), record]);
  }
  return [...days].map(([day, ofDay]) => {
    const first = ofDay[0];
    const shared = ofDay.every((record) => record.placeId === first?.placeId)
      ? places.get(first?.placeId ?? '')
      : undefined;
    return {
      heading: shared === undefined ? day : words.when.dayAndPlace(day, shared.name),
      records: ofDay.map((record) => ({
        record,
        title: shared === undefined ? recordTitle(record, places, words) : recordKind(record, words),
        time: clockTime(new Date(record.savedAt), words),
      })),
    };
  });
}
