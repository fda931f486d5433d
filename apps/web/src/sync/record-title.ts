import type { RecordType, Sector } from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';

/** "Health", "Response, Shelter": what a record is called where its place is already said. */
export function recordKind(record: { type: RecordType; sector: Sector | null }, words: Words): string {
  const sector = record.sector === null ? undefined : words.domain.sectors[record.sector];
  if (sector === undefined) return words.domain.recordTypes[record.type];
  return record.type === 'RESPONSE' ? words.domain.response(sector) : sector;
}

/** "Health, Dikwa": a person's things by their names. */
export function recordTitle(
  record: { type: RecordType; sector: Sector | null; placeId: string | null },
  places: ReadonlyMap<string, { name: string }>,
  words: Words,
): string {
  const kind = recordKind(record, words);
  const place = record.placeId === null ? undefined : places.get(record.placeId);
  return place === undefined ? kind : words.domain.titleAndPlace(kind, place.name);
}
