import { limits, POPULATION_PARTS } from '@fieldsync/protocol';
import type { AskedQuestion, Question, QuestionWords } from '@fieldsync/protocol/forms';
import { element, escapeXml } from './write-xml.ts';

/** What one question is in an XForm: its node in the instance, what is known of the node, and how it is asked. */
export interface QuestionXml {
  readonly node: string;
  readonly binds: string;
  /** Empty for what nobody is asked. */
  readonly control: string;
}

export interface AskedInForm extends AskedQuestion {
  readonly words: QuestionWords;
  readonly required: boolean;
}

/** Attributes of a bind beside its path and whether an answer must be given. */
type Facts = Readonly<Record<string, string | undefined>>;

const whole = new Intl.NumberFormat('en-GB');

/** @returns undefined for what a form of another app cannot ask: which of the office's assessments a response answers */
export function questionXml(asked: AskedInForm): QuestionXml | undefined {
  const { field, question, words, required } = asked;
  if (question.kind === 'assessment') return undefined;
  if (question.kind === 'items') return itemsXml(field, question.columns, words);
  const path = `/data/${field}`;
  const must = required ? { required: 'true()', 'jr:requiredMsg': 'Answer this first.' } : {};
  return {
    node: element(field),
    binds: element('bind', { nodeset: path, ...factsOf(field, question), ...must }),
    control: controlOf(path, question, words),
  };
}

function factsOf(field: string, question: Exclude<Question, { kind: 'items' | 'assessment' }>): Facts {
  switch (question.kind) {
    case 'place':
    case 'one':
    case 'many':
    case 'yesNo':
      return { type: 'string' };
    case 'count':
      return { type: 'int', ...countLimits(field, question.max ?? limits.count) };
    case 'text':
      return {
        type: 'string',
        constraint: `string-length(.) <= ${String(limits.textLength)}`,
        'jr:constraintMsg': `At most ${whole.format(limits.textLength)} letters.`,
      };
    case 'date':
      return {
        type: 'date',
        relevant: question.when?.is
          .map((value) => `/data/${question.when?.field ?? ''} = '${value}'`)
          .join(' or '),
      };
    case 'moment':
      return { type: 'dateTime' };
    case 'stamp':
      return { type: 'dateTime', 'jr:preload': 'timestamp', 'jr:preloadParams': 'end' };
    case 'location':
      return { type: 'geopoint' };
  }
}

const TOTAL = '/data/totalPopulation';

/** The schema refuses parts that are larger than the whole; told here while the person can still count again. */
function countLimits(field: string, max: number): Facts {
  const isPart = (POPULATION_PARTS as readonly string[]).includes(field);
  const other = { populationMale: '/data/populationFemale', populationFemale: '/data/populationMale' }[field];
  const parts = [`. >= 0 and . <= ${String(max)}`];
  if (isPart) parts.push(`(${TOTAL} = '' or . <= ${TOTAL})`);
  if (other !== undefined) parts.push(`(${TOTAL} = '' or ${other} = '' or . + ${other} <= ${TOTAL})`);
  return {
    constraint: parts.join(' and '),
    'jr:constraintMsg': isPart
      ? `From 0 to the total population, and women and men together not more than that.`
      : `From 0 to ${whole.format(max)}.`,
  };
}

function controlOf(path: string, question: Question, words: QuestionWords): string {
  const label = labelOf(words);
  switch (question.kind) {
    case 'stamp':
    case 'assessment':
    case 'items':
      return '';
    case 'place':
      return element(
        'select1',
        { ref: path, appearance: 'minimal autocomplete' },
        label +
          element(
            'itemset',
            { nodeset: "instance('places')/root/item" },
            element('value', { ref: 'name' }) + element('label', { ref: 'label' }),
          ),
      );
    case 'yesNo':
      return element('select1', { ref: path }, label + choices({ yes: 'Yes', no: 'No' }));
    case 'one':
      return element('select1', { ref: path }, label + choices(words.options ?? {}));
    case 'many':
      return element('select', { ref: path }, label + choices(words.options ?? {}));
    case 'text':
      return element('input', { ref: path, appearance: 'multiline' }, label);
    case 'count':
    case 'date':
    case 'moment':
    case 'location':
      return element('input', { ref: path }, label);
  }
}

function itemsXml(
  field: string,
  columns: Readonly<Record<string, 'text' | 'amount'>>,
  words: QuestionWords,
): QuestionXml {
  const path = `/data/${field}`;
  const names = Object.keys(columns);
  const bindOf = (column: string): string =>
    element('bind', {
      nodeset: `${path}/${column}`,
      required: 'true()',
      ...(columns[column] === 'amount'
        ? {
            type: 'decimal',
            constraint: `. >= 0 and . <= ${String(limits.count)}`,
            'jr:constraintMsg': `From 0 to ${whole.format(limits.count)}.`,
          }
        : {
            type: 'string',
            constraint: `string-length(.) <= ${String(limits.nameLength)} and position(..) <= ${String(limits.listLength)}`,
            'jr:constraintMsg': `At most ${String(limits.nameLength)} letters, and ${String(limits.listLength)} lines.`,
          }),
    });
  const inputs = names.map((column) =>
    element(
      'input',
      { ref: `${path}/${column}` },
      element('label', {}, escapeXml(words.columns?.[column] ?? column)),
    ),
  );
  return {
    // A template: a list begins empty, and whoever delivered nothing is not asked what.
    node: element(field, { 'jr:template': '' }, names.map((column) => element(column)).join('')),
    binds: names.map(bindOf).join(''),
    control: element(
      'group',
      { ref: path },
      labelOf(words) + element('repeat', { nodeset: path }, inputs.join('')),
    ),
  };
}

function labelOf({ label, help }: QuestionWords): string {
  return (
    element('label', {}, escapeXml(label)) + (help === undefined ? '' : element('hint', {}, escapeXml(help)))
  );
}

function choices(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([value, label]) =>
      element('item', {}, element('label', {}, escapeXml(label)) + element('value', {}, escapeXml(value))),
    )
    .join('');
}
