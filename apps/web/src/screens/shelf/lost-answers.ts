import type { RecordType, Sector } from '@fieldsync/protocol';
import { fieldName } from '../../sync/problem-words.ts';
import type { Words } from '../../words/en.ts';

const named = 3;
/** What every record has, or what its title says: not what a person would miss. */
const silent = new Set(['assessmentType', 'responseType', 'affectedEntityId', 'assessedAt', 'recordedAt']);

/** The answers that a discard would lose, by name: "Working clinic, Health facilities, Health issues and 4 more". */
export function lostAnswers(
  item: { type: RecordType; sector: Sector | null; data: unknown },
  words: Words,
): string | undefined {
  if (typeof item.data !== 'object' || item.data === null) return undefined;
  const names = Object.keys(item.data)
    .filter((field) => !silent.has(field))
    .map((field) => fieldName(item, field, words));
  if (names.length === 0) return undefined;
  const list = new Intl.ListFormat(words.locale, { type: 'unit', style: 'short' });
  if (names.length <= named) return words.sync.discard.lost(list.format(names));
  const first = list.format(names.slice(0, named));
  return words.sync.discard.lost(words.sync.discard.andMore(first, names.length - named));
}
