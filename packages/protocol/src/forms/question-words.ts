import type { Sector } from '../domain.ts';
import type { FormType } from './form-definition.ts';
import type { QuestionWords } from './question.ts';
import type { CommonQuestionWords, SectorQuestionWords } from './record-fields.ts';

/** Words for every question of every form, in one language. */
export type FormWords = { readonly common: CommonQuestionWords } & {
  readonly [S in Sector]: SectorQuestionWords<S>;
};

/** The words for one field; nothing for a field that no form asks. */
export function questionWords(
  words: { readonly questions: FormWords },
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
