import type { RecordData } from '@fieldsync/protocol';
import type { FormDefinition, ItemsQuestion, Question } from '@fieldsync/protocol/forms';

/**
 * Answers while a form is being filled, by field.
 * `null` is an answer, too: the person said that it is not known. It is kept in the draft so that nobody is asked
 * twice, and it leaves no trace in the record: there, what is not known is absent.
 */
export type Answers = Readonly<Record<string, unknown>>;
export type ItemRow = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';

export function itemRows(value: unknown): readonly ItemRow[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is ItemRow => typeof row === 'object' && row !== null);
}

const isBlankCell = (cell: unknown): boolean =>
  cell === undefined || cell === null || (isText(cell) && cell.trim() === '');
export const isBlankRow = (row: ItemRow): boolean => Object.values(row).every(isBlankCell);

/** An amount as typed: "2.5", "2,5" and "1 200" are numbers; anything else stays text, for the schema to refuse. */
function typedAmount(cell: unknown): unknown {
  if (!isText(cell)) return cell;
  const text = cell
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
    .replace(',', '.');
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : cell;
}

function recordRow(question: ItemsQuestion, row: ItemRow): ItemRow {
  const cells = Object.entries(question.columns).flatMap(([column, kind]) => {
    const cell = row[column];
    if (isBlankCell(cell)) return [];
    if (kind === 'amount') return [[column, typedAmount(cell)] as const];
    return [[column, isText(cell) ? cell.trim() : cell] as const];
  });
  return Object.fromEntries(cells);
}

/** What the record says for an answer; undefined when it says nothing. */
function recordValue(question: Question, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (question.kind === 'items') {
    const rows = itemRows(value).filter((row) => !isBlankRow(row));
    return rows.length === 0 ? undefined : rows.map((row) => recordRow(question, row));
  }
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (isText(value)) return value.trim() === '' ? undefined : value;
  return value;
}

/**
 * The record that these answers make, not yet checked against its schema.
 * @param now ISO time for what the phone fills in by itself
 */
export function toRecordData(definition: FormDefinition, answers: Answers, now: string): RecordData {
  const data: Record<string, unknown> = { [definition.sectorField]: definition.sector };
  for (const { field, question } of definition.questions) {
    const value = recordValue(question, answers[field]);
    if (value !== undefined) data[field] = value;
    else if (question.kind === 'stamp') data[field] = now;
  }
  return data;
}

/** Whether the question is in sight. One that has an answer always is, or a wrong answer could not be found. */
export function isAsked(question: Question, value: unknown, answers: Answers): boolean {
  if (question.kind === 'stamp') return false;
  if (question.kind !== 'date' || question.when === undefined) return true;
  if (recordValue(question, value) !== undefined) return true;
  const on = answers[question.when.field];
  return isText(on) && question.when.is.includes(on);
}

/** Whether the person has answered; "not known" is an answer. What the phone fills in is not. */
function isAnswered(question: Question, value: unknown): boolean {
  if (question.kind === 'stamp' || question.kind === 'moment') return false;
  return value === null || recordValue(question, value) !== undefined;
}

/** How far a form is filled: "4 of 9 answers". */
export function countAnswers(
  definition: FormDefinition,
  answers: Answers,
): { answered: number; asked: number } {
  const counted = definition.questions.filter(
    ({ field, question }) => question.kind !== 'moment' && isAsked(question, answers[field], answers),
  );
  const answered = counted.filter(({ field, question }) => isAnswered(question, answers[field])).length;
  return { answered, asked: counted.length };
}
