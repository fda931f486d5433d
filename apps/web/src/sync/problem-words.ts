import type { ItemError } from '@fieldsync/engine';
import type { ErrorCode, RecordType, Sector } from '@fieldsync/protocol';
import { questionWords } from '../forms/question-words.ts';
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
  const question = field.split('.')[0] ?? field;
  if (record.type === 'MEDIA' || record.sector === null) return question;
  const found = questionWords(words, record.type, record.sector, question);
  return found?.short ?? found?.label ?? question;
}

/** Codes whose words need no more than the code. Any other one is said by how often it was tried, or by the office. */
const plain: Partial<Record<ErrorCode, 'notAllowed' | 'tooLarge' | 'gone' | 'exists' | 'unreadable'>> = {
  FORBIDDEN: 'notAllowed',
  WRONG_ACCOUNT: 'notAllowed',
  TOO_LARGE: 'tooLarge',
  NOT_FOUND: 'gone',
  ALREADY_EXISTS: 'exists',
  UNREADABLE_ITEM: 'unreadable',
};

/** Why an item waits for a person, in words that say what to do. */
export function problemWords(problem: ItemError | undefined, item: Item, now: Date, words: Words): string {
  const { reasons } = words.sync;
  if (problem === undefined) return reasons.decide;
  const known = plain[problem.code];
  if (known !== undefined) return reasons[known];
  if (problem.field !== undefined && problem.field !== '') {
    return reasons.answer(fieldName(item, problem.field, words), problem.message);
  }
  return item.retryCount > 0
    ? reasons.tried(item.retryCount, sayWhen(item.createdAt, now, words))
    : reasons.other(problem.message);
}
