import type { StoredRecord } from '@fieldsync/engine';
import type { Words } from '../words/en.ts';
import { matchesTyped } from '../words/matches-typed.ts';
import { recordTitle } from './record-title.ts';

/** Whether each typed word begins a word of the record's kind, place, area or reason. */
export function matchesSearch(
  record: StoredRecord,
  query: string,
  places: ReadonlyMap<string, { name: string; lga: string; ward: string }>,
  words: Words,
): boolean {
  const place = record.placeId === null ? undefined : places.get(record.placeId);
  const text = [recordTitle(record, places, words), place?.lga ?? '', place?.ward ?? '', record.reason];
  return matchesTyped(text.join(' '), query.trim());
}
