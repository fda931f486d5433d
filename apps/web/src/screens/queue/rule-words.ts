import {
  SECTOR_FIELD,
  SECTORS,
  type PriorityCondition,
  type PriorityRule,
  type RecordType,
  type RuleField,
  type Sector,
} from '@fieldsync/protocol';
import type { QuestionWords } from '@fieldsync/protocol/forms';
import { questionWords } from '@fieldsync/protocol/forms';
import type { Words } from '../../words/en.ts';
import { fieldOf } from './rule-form-state.ts';

function questionOf(field: RuleField, type: RecordType, words: Words): QuestionWords | undefined {
  const [sector] = field.sectors;
  return type === 'MEDIA' || sector === undefined
    ? undefined
    : questionWords(words, type, sector, field.name);
}

export function fieldName(field: RuleField, type: RecordType, words: Words): string {
  const { rules } = words.queue;
  if (field.name === SECTOR_FIELD[type]) return rules.kind;
  const media: Readonly<Record<string, string>> = rules.media;
  const question = questionOf(field, type, words);
  return question?.short ?? question?.label ?? media[field.name] ?? field.name;
}

export function valueName(field: RuleField, type: RecordType, value: string, words: Words): string {
  const { rules } = words.queue;
  if (field.name === SECTOR_FIELD[type])
    return SECTORS.some((sector) => sector === value) ? words.domain.sectors[value as Sector] : value;
  if (field.kind === 'yes-no') return value === 'true' ? rules.yes : rules.no;
  const kinds: Readonly<Record<string, string>> = rules.mediaKinds;
  return questionOf(field, type, words)?.options?.[value] ?? kinds[value] ?? value;
}

/** Questions of every form first, then those of each sector. */
export function fieldGroups(
  fields: readonly RuleField[],
  words: Words,
): readonly { readonly label: string; readonly fields: readonly RuleField[] }[] {
  const everywhere = fields.filter(({ sectors }) => sectors.length !== 1);
  const bySector = SECTORS.map((sector) => ({
    label: words.domain.sectors[sector],
    fields: fields.filter(({ sectors }) => sectors.length === 1 && sectors[0] === sector),
  }));
  return [{ label: words.live.allSectors, fields: everywhere }, ...bySector].filter(
    (group) => group.fields.length > 0,
  );
}

function conditionText(
  condition: PriorityCondition,
  type: RecordType,
  places: ReadonlyMap<string, { readonly name: string }>,
  words: Words,
): string {
  const { rules } = words.queue;
  const field = fieldOf(type, condition.field);
  if (field === undefined) return condition.field;
  const say = (value: unknown): string => {
    const text = String(value);
    return field.kind === 'place' ? (places.get(text)?.name ?? text) : valueName(field, type, text, words);
  };
  const { value } = condition;
  const answer = Array.isArray(value) ? value.map(say).join(rules.or) : say(value);
  return rules.condition(fieldName(field, type, words), rules.operators[condition.operator], answer);
}

export const conditionsText = (
  rule: Pick<PriorityRule, 'entityType' | 'conditions'>,
  places: ReadonlyMap<string, { readonly name: string }>,
  words: Words,
): string =>
  rule.conditions
    .map((condition) => conditionText(condition, rule.entityType, places, words))
    .join(words.queue.rules.joined);

/** Points that a rule gives when all of it holds. */
export const pointsOf = (rule: Pick<PriorityRule, 'conditions' | 'priorityModifier'>): number =>
  rule.conditions.reduce((sum, { modifier }) => sum + modifier, rule.priorityModifier);

export function signed(points: number, words: Words): string {
  const { rules } = words.queue;
  return points < 0 ? rules.less(String(-points)) : rules.plus(String(points));
}
