import type { ConflictDetail, ConflictSummary } from '@fieldsync/protocol';
import { recordKind } from '../sync/record-title.ts';
import type { Words } from '../words/en.ts';
import { asked, isAboutRecord } from './choices.ts';

/** "Population, Monguno". */
export function conflictTitle(
  record: ConflictSummary['record'],
  place: string | null | undefined,
  words: Words,
): string {
  const kind = recordKind(record, words);
  return place === null || place === undefined ? kind : words.domain.titleAndPlace(kind, place);
}

/** What the page of one conflict answers with. */
export function sayConflict(conflict: ConflictDetail, words: Words): string {
  const title = conflictTitle(conflict.record, conflict.place?.name, words);
  if (conflict.resolution !== null) return words.conflicts.wasDecided(title);
  return isAboutRecord(conflict)
    ? words.conflicts.chooseRecord(title)
    : words.conflicts.chooseAnswers(title, asked(conflict).length);
}

/** What a row of the list is about. */
export function sayAbout({ kind, fields }: Pick<ConflictSummary, 'kind' | 'fields'>, words: Words): string {
  switch (kind) {
    case 'fields':
      return words.conflicts.answers(fields.length);
    case 'edit-of-deleted':
      return words.conflicts.editOfDeleted;
    case 'delete-of-edited':
      return words.conflicts.deleteOfEdited;
  }
}

/** How one figure differs from the other; nothing where they are no figures. */
export function sayDifference(value: unknown, other: unknown, words: Words): string | undefined {
  if (typeof value !== 'number' || typeof other !== 'number' || value === other) return undefined;
  const figure = new Intl.NumberFormat(words.locale).format(Math.abs(value - other));
  return value > other ? words.conflicts.moreThan(figure) : words.conflicts.lessThan(figure);
}
