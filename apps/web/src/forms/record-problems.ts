import { assessmentSchema, responseSchema, type RecordData } from '@fieldsync/protocol';
import type { z } from 'zod';
import type { Words } from '../words/en.ts';
import type { FormDefinition } from '@fieldsync/protocol/forms';
import { questionWords } from '@fieldsync/protocol/forms';
import { explainProblem } from './explain-problem.ts';

export interface FieldMessage {
  readonly field: string;
  readonly message: string;
}

export const schemaOf = (definition: FormDefinition): z.ZodType<RecordData, RecordData> =>
  definition.type === 'ASSESSMENT' ? assessmentSchema : responseSchema;

/** What is wrong, one message a field, in the order in which the questions stand. */
export function explainIssues(
  definition: FormDefinition,
  words: Words,
  data: RecordData,
  issues: readonly { readonly code: string; readonly path: readonly (string | number)[] }[],
): FieldMessage[] {
  return definition.questions.flatMap(({ field, question }) => {
    const issue = issues.find(({ path }) => path[0] === field);
    if (issue === undefined) return [];
    const context = {
      field,
      question,
      words,
      questionWords: questionWords(words, definition.type, definition.sector, field),
      data,
    };
    return [{ field, message: explainProblem({ path: issue.path.slice(1), code: issue.code }, context) }];
  });
}
