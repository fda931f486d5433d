import type { FieldProblem, RecordData } from '@fieldsync/protocol';
import { fieldPath, limits, parseRecord } from '@fieldsync/protocol';
import type { FormDefinition, ItemsQuestion, Question } from '@fieldsync/protocol/forms';
import { formDefinition } from '@fieldsync/protocol/forms';
import type { OpenRosaForm } from './openrosa-forms.ts';
import { readAmount, readValue } from './read-value.ts';
import type { XmlElement } from './xml-element.ts';

export type ReadAnswers =
  { readonly ok: true; readonly data: RecordData } | { readonly ok: false; readonly problem: FieldProblem };

/** What is in a submission beside answers. */
const NO_ANSWERS = new Set(['start', 'end', 'meta']);

/** The answers of a submission, checked by the same schema as any other record [X3]. Nothing that was answered is left out. */
export function readAnswers(form: OpenRosaForm, root: XmlElement): ReadAnswers {
  const definition = formDefinition(form.type, form.sector);
  const gathered = gather(definition, root);
  if ('problem' in gathered) return { ok: false, problem: gathered.problem };
  const parsed = parseRecord(form.type, { [definition.sectorField]: form.sector, ...gathered.answers });
  if (parsed.ok) return parsed;
  const [problem = { field: '', message: 'does not fit' }] = parsed.problems;
  return { ok: false, problem };
}

type Gathered = { readonly answers: Readonly<Record<string, unknown>> } | { readonly problem: FieldProblem };

const refused = (field: string, message: string): { problem: FieldProblem } => ({
  problem: { field: fieldPath([field]), message },
});

function gather(definition: FormDefinition, root: XmlElement): Gathered {
  const questions = new Map(definition.questions.map(({ field, question }) => [field, question]));
  const answers = new Map<string, unknown>();
  if (root.text.trim() !== '') return refused('', 'has text outside of its answers');
  for (const child of root.children) {
    const { name } = child;
    if (NO_ANSWERS.has(name) || isTemplate(child)) continue;
    const question = questions.get(name);
    if (question === undefined) {
      if (isEmpty(child)) continue;
      return refused(name, 'no such question');
    }
    if (question.kind === 'items') {
      const lines = (answers.get(name) ?? []) as unknown[];
      if (lines.length >= limits.listLength)
        return refused(name, `at most ${String(limits.listLength)} lines`);
      const line = readLine(question, child);
      if ('problem' in line)
        return refused(`${name}.${String(lines.length)}.${line.problem.field}`, line.problem.message);
      if (line.answers !== undefined) answers.set(name, [...lines, line.answers]);
      continue;
    }
    const value = readAnswer(question, child);
    if (!value.ok) return refused(name, value.message);
    if (value.value === undefined) continue;
    if (answers.has(name)) return refused(name, 'answered twice');
    answers.set(name, value.value);
  }
  return { answers: Object.fromEntries(answers) };
}

function readAnswer(
  question: Exclude<Question, { kind: 'items' }>,
  child: XmlElement,
): ReturnType<typeof readValue> {
  if (child.children.length > 0) return { ok: false, message: 'has parts, and should have none' };
  return child.text.trim() === '' ? { ok: true, value: undefined } : readValue(question, child.text);
}

/** One line of a list; an empty one is none. */
function readLine(
  { columns }: ItemsQuestion,
  line: XmlElement,
): { readonly answers: Readonly<Record<string, unknown>> | undefined } | { readonly problem: FieldProblem } {
  const answers = new Map<string, unknown>();
  if (line.text.trim() !== '') return refused('', 'has text outside of its answers');
  for (const child of line.children) {
    const kind = Object.hasOwn(columns, child.name) ? columns[child.name] : undefined;
    if (isEmpty(child)) continue;
    if (kind === undefined || child.children.length > 0) return refused(child.name, 'no such question');
    const value = kind === 'amount' ? readAmount(child.text) : { ok: true as const, value: child.text };
    if (!value.ok) return refused(child.name, value.message);
    if (answers.has(child.name)) return refused(child.name, 'answered twice');
    answers.set(child.name, value.value);
  }
  return { answers: answers.size === 0 ? undefined : Object.fromEntries(answers) };
}

/** Old clients send the pattern of a list's lines along. */
const isTemplate = (child: XmlElement): boolean => child.attributes.has('template');

function isEmpty(child: XmlElement): boolean {
  return child.text.trim() === '' && child.children.every(isEmpty);
}
