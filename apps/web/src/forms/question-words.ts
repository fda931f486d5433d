import type { Sector } from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';
import type { FormType } from './definitions/form-definition.ts';
import type { QuestionWords } from './question.ts';

/** The words for one field; nothing for a field that no form asks. */
export function questionWords(
  words: Words,
  type: FormType,
  sector: Sector,
  field: string,
): QuestionWords | undefined {
  const kind = type === 'ASSESSMENT' ? 'assessment' : 'response';
  const common: Readonly<Record<string, QuestionWords>> = words.questions.common[kind];
  const own: Readonly<Record<string, QuestionWords>> = words.questions[sector][kind];
  if (Object.hasOwn(common, field)) return common[field];
  return Object.hasOwn(own, field) ? own[field] : undefined;
}
