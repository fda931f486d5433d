import {
  affectedEntityIdSchema,
  locationSchema,
  referencedRecords,
  type RecordData,
  type RecordType,
  type Sector,
} from '@fieldsync/protocol';
import type { QuestionWords } from '@fieldsync/protocol/forms';
import { formDefinition, questionWords } from '@fieldsync/protocol/forms';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';

export interface AnswerLine {
  field: string;
  name: string;
  answer: string;
}

interface Facts {
  places: ReadonlyMap<string, { name: string }>;
  now: Date;
  words: Words;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text));
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

function figure(value: number, words: Words): string {
  return new Intl.NumberFormat(words.locale, { maximumFractionDigits: 2 }).format(value);
}

function textAnswer(text: string, question: QuestionWords | undefined, facts: Facts): string {
  const option = question?.options?.[text];
  if (option !== undefined) return option;
  const place = affectedEntityIdSchema.safeParse(text).success ? facts.places.get(text) : undefined;
  if (place !== undefined) return place.name;
  if (isInstant(text)) return sayWhen(new Date(text), facts.now, facts.words);
  if (isDay(text)) {
    const day = new Intl.DateTimeFormat(facts.words.locale, { dateStyle: 'medium', timeZone: 'UTC' });
    return day.format(new Date(text));
  }
  return text;
}

/** What an answer refers to, where all that is known of it is its id; undefined: it refers to nothing. */
function unknownThing(field: string, value: unknown, { places, words }: Facts): string | undefined {
  const { values } = words.records;
  if (typeof value !== 'string') return undefined;
  if (field === 'affectedEntityId' && !places.has(value)) return values.unknownPlace;
  return referencedRecords({ [field]: value }).length > 0 ? values.record(value) : undefined;
}

/** A delivered thing: its name, then how much of it. */
function itemAnswer(item: Readonly<Record<string, unknown>>, words: Words): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const quantity = item['quantity'];
  return words.records.values.amount(
    text(item['name']) || text(item['item']),
    typeof quantity === 'number' ? figure(quantity, words) : '',
    text(item['unit']),
  );
}

/** One answer as a person would say it. */
export function answerText(value: unknown, question: QuestionWords | undefined, facts: Facts): string {
  const { values } = facts.words.records;
  if (typeof value === 'boolean') return value ? values.yes : values.no;
  if (typeof value === 'number') return figure(value, facts.words);
  if (typeof value === 'string') return textAnswer(value, question, facts);
  if (Array.isArray(value)) {
    return value.length === 0
      ? values.none
      : values.several(value.map((each) => answerText(each, question, facts)));
  }
  const location = locationSchema.safeParse(value);
  if (location.success) {
    return values.coordinates(location.data.latitude.toFixed(4), location.data.longitude.toFixed(4));
  }
  return isObject(value) ? itemAnswer(value, facts.words) : values.notAnswered;
}

/** Not answers: they are the record's kind, and its title says them. */
const kinds = new Set(['assessmentType', 'responseType']);

/** A record's answers as checklist lines, in the order in which they were asked. */
export function answerLines(
  record: { type: RecordType; sector: Sector | null; data: RecordData },
  facts: Facts,
): AnswerLine[] {
  const { type, sector } = record;
  const asked =
    type === 'MEDIA' || sector === null
      ? []
      : formDefinition(type, sector).questions.map((each) => each.field);
  // An answer that no form knows, as from a newer version, comes last and is still shown.
  const rank = (field: string): number => (asked.includes(field) ? asked.indexOf(field) : asked.length);
  return Object.keys(record.data)
    .filter((field) => !kinds.has(field) && record.data[field] !== undefined && record.data[field] !== null)
    .sort((a, b) => rank(a) - rank(b))
    .map((field) => {
      const question =
        type === 'MEDIA' || sector === null ? undefined : questionWords(facts.words, type, sector, field);
      return {
        field,
        name: question?.short ?? question?.label ?? field,
        answer:
          unknownThing(field, record.data[field], facts) ?? answerText(record.data[field], question, facts),
      };
    });
}
