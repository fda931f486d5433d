import { limits, type RecordData } from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';
import type { Question, QuestionWords } from '@fieldsync/protocol/forms';

/** One thing that the schema found wrong with a field. */
export interface Problem {
  /** Path below the field: row and column of a list, empty otherwise. */
  readonly path: readonly (string | number)[];
  /** zod's issue code. */
  readonly code: string;
}

export interface ProblemContext {
  readonly field: string;
  readonly question: Question;
  readonly words: Words;
  readonly questionWords: QuestionWords | undefined;
  readonly data: RecordData;
}

const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

function explainCount({ field, question, words, data }: ProblemContext): string {
  const say = words.recordForm.problems;
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const value = asNumber(data[field]);
  if (value === undefined || !Number.isInteger(value) || value < 0) return say.wholeNumber;
  const max = (question.kind === 'count' ? question.max : undefined) ?? limits.count;
  if (value > max) return say.tooMany(figure(value), figure(max));
  const total = asNumber(data['totalPopulation']);
  if (total === undefined) return say.doesNotFit;
  const women = asNumber(data['populationFemale']) ?? 0;
  const men = asNumber(data['populationMale']) ?? 0;
  if (field === 'totalPopulation') return say.sexesOverTotal(figure(women + men), figure(total));
  return say.overTotal(figure(value), figure(total));
}

function explainRow({ path, code }: Problem, { words, questionWords, data, field }: ProblemContext): string {
  const say = words.recordForm.problems;
  const [row, column] = path;
  if (typeof row !== 'number') return say.tooManyRows(limits.listLength);
  const name = questionWords?.columns?.[String(column)] ?? String(column);
  const rows: unknown = data[field];
  const cells: unknown = Array.isArray(rows) ? rows[row] : undefined;
  const filled = typeof cells === 'object' && cells !== null && Object.hasOwn(cells, String(column));
  if (!filled) return say.rowMissing(row + 1, name);
  return code === 'invalid_type' ? say.rowNumber(row + 1, name) : say.rowDoesNotFit(row + 1, name);
}

/** A problem in the words that stand under the question: what is wrong, with both figures, and no blame. */
export function explainProblem(problem: Problem, context: ProblemContext): string {
  const { question, words } = context;
  const say = words.recordForm.problems;
  switch (question.kind) {
    case 'count':
      return explainCount(context);
    case 'items':
      return explainRow(problem, context);
    case 'place':
      return say.choosePlace;
    case 'one':
      return question.notKnown === 'required' ? say.chooseOne : say.doesNotFit;
    case 'text':
      return say.textTooLong(new Intl.NumberFormat(words.locale).format(limits.textLength));
    case 'date':
      return say.date;
    case 'moment':
    case 'stamp':
      return say.moment;
    case 'yesNo':
    case 'many':
    case 'assessment':
    case 'location':
      return say.doesNotFit;
  }
}
