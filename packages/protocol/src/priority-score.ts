import { BAND_CEILING, BAND_FLOOR } from './band.ts';
import type { Priority, RecordType } from './domain.ts';
import { equalJson } from './equal.ts';
import type { PriorityCondition, PriorityRule } from './priority-rule.ts';
import type { RecordData } from './records/record-data.ts';

/** Where a record starts before any rule looks at it. */
export const BASE_SCORE: Readonly<Record<RecordType, number>> = { ASSESSMENT: 40, RESPONSE: 35, MEDIA: 15 };

export interface ScoreReason {
  /** What added the points: the rule's name, or `base` / `choice`. */
  readonly source: 'base' | 'rule' | 'choice';
  readonly label: string;
  readonly points: number;
}

export interface PriorityScore {
  /** 0-100, whole. */
  readonly score: number;
  readonly reasons: readonly ScoreReason[];
  /** One short line for a screen: the rule that gives most. Empty when none holds; a person's choice shows as itself. */
  readonly reason: string;
}

function fieldAt(data: RecordData, path: string): unknown {
  const field = path.slice('data.'.length);
  return Object.hasOwn(data, field) ? data[field] : undefined;
}

function holds(condition: PriorityCondition, data: RecordData): boolean {
  const actual = fieldAt(data, condition.field);
  if (actual === undefined || actual === null) return false;
  const { value } = condition;
  switch (condition.operator) {
    case 'EQUALS':
      return equalJson(actual, value);
    case 'GREATER_THAN':
      return typeof actual === 'number' && typeof value === 'number' && actual > value;
    case 'CONTAINS':
      if (Array.isArray(actual)) return actual.some((item) => equalJson(item, value));
      return (
        typeof actual === 'string' &&
        typeof value === 'string' &&
        actual.toLowerCase().includes(value.toLowerCase())
      );
    case 'IN_ARRAY': {
      if (!Array.isArray(value)) return false;
      const answers: readonly unknown[] = Array.isArray(actual) ? actual : [actual];
      return answers.some((answer) => value.some((item) => equalJson(item, answer)));
    }
  }
}

/** Points that a rule gives a record, or undefined when it does not hold. */
export function rulePoints(rule: PriorityRule, type: RecordType, data: RecordData): number | undefined {
  if (!rule.isActive || rule.entityType !== type) return undefined;
  if (!rule.conditions.every((condition) => holds(condition, data))) return undefined;
  return rule.conditions.reduce((sum, condition) => sum + condition.modifier, rule.priorityModifier);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Scores a record from its content, the rules and the person's choice.
 *
 * A choice moves the score into its band, unless the content puts it higher: rules that hold are never
 * outvoted downwards by LOW.
 */
export function scoreRecord(input: {
  readonly type: RecordType;
  readonly data: RecordData;
  readonly rules: readonly PriorityRule[];
  readonly choice?: Priority | undefined;
}): PriorityScore {
  const { type, data, rules, choice } = input;
  const base = BASE_SCORE[type];
  const reasons: ScoreReason[] = [{ source: 'base', label: type, points: base }];
  let fromRules = 0;
  for (const rule of rules) {
    const points = rulePoints(rule, type, data);
    if (points === undefined) continue;
    fromRules += points;
    reasons.push({ source: 'rule', label: rule.name, points });
  }
  const content = clamp(base + fromRules, 0, 100);
  let score = content;
  if (choice !== undefined) {
    const chosen = clamp(content, BAND_FLOOR[choice], BAND_CEILING[choice]);
    score = fromRules > 0 ? Math.max(content, chosen) : chosen;
    if (score !== content) reasons.push({ source: 'choice', label: choice, points: score - content });
  }
  const rulesThatHold = reasons.filter((reason) => reason.source === 'rule');
  const strongest = rulesThatHold.sort((a, b) => b.points - a.points)[0];
  return { score, reasons, reason: strongest?.label ?? '' };
}
