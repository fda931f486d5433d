import type { ItemError } from '@fieldsync/engine';
import type { ErrorCode, RecordType, Sector } from '@fieldsync/protocol';
import { questionWords } from '@fieldsync/protocol/forms';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';

interface Item {
  type: RecordType;
  sector: Sector | null;
  retryCount: number;
  createdAt: Date;
}

/** The name of an answer on a checklist line; the part before a dot is the question ("medicinesDelivered.0.unit"). */
export function fieldName(
  record: { type: RecordType; sector: Sector | null },
  field: string,
  words: Words,
): string {
  return questionOf(record, field, words) ?? questionName(field);
}

const questionName = (field: string): string => field.split('.')[0] ?? field;

/** What a form calls it; undefined where no form of this version asks it. */
function questionOf(
  record: { type: RecordType; sector: Sector | null },
  field: string,
  words: Words,
): string | undefined {
  if (record.type === 'MEDIA' || record.sector === null) return undefined;
  const found = questionWords(words, record.type, record.sector, questionName(field));
  return found?.short ?? found?.label;
}

/** Codes whose words need no more than the code. Any other one is said by its field, or by how often it was tried. */
const plain: Partial<Record<ErrorCode, 'notAllowed' | 'tooLarge' | 'gone' | 'exists' | 'unreadable'>> = {
  FORBIDDEN: 'notAllowed',
  WRONG_ACCOUNT: 'notAllowed',
  TOO_LARGE: 'tooLarge',
  NOT_FOUND: 'gone',
  ALREADY_EXISTS: 'exists',
  UNREADABLE_ITEM: 'unreadable',
};

/**
 * Why an item waits for a person, in words that say what to do. Never the office's own words: they are a schema's, for
 * whoever reads its log ("Too small: expected number to be >=0").
 */
export function problemWords(problem: ItemError | undefined, item: Item, now: Date, words: Words): string {
  const { reasons } = words.sync;
  if (problem === undefined) return reasons.decide;
  // As the office says it of everything that an erased account sends.
  if (problem.code === 'FORBIDDEN' && problem.field === 'account') return reasons.erased;
  const known = plain[problem.code];
  if (known !== undefined) return reasons[known];
  if (problem.field !== undefined && problem.field !== '') {
    const asked = questionOf(item, problem.field, words);
    return asked === undefined ? reasons.unknownAnswer : reasons.answer(asked);
  }
  if (item.retryCount > 0) return reasons.tried(item.retryCount, sayWhen(item.createdAt, now, words));
  return reasons.notTaken;
}
