import type {
  Band,
  ManualOverride,
  PriorityRule,
  RecordId,
  RecordType,
  RuleTest,
  Sector,
} from '@fieldsync/protocol';
import { bandOf, rulePoints, scoreRecord } from '@fieldsync/protocol';
import type { StoredRecord } from './stored-record.ts';

/** A record as a rule is tested on it. */
export interface ScoredRecord {
  readonly id: RecordId;
  readonly type: RecordType;
  readonly data: StoredRecord['data'];
  readonly choice: StoredRecord['choice'];
  readonly scoreOverride: ManualOverride | null;
  readonly sector: Sector | null;
  readonly place: string | null;
  readonly receivedAt: string;
}

export type RuleTestCounts = Pick<
  RuleTest,
  'looked' | 'matched' | 'changed' | 'overridden' | 'moves' | 'examples'
>;

export const NOTHING_TESTED: RuleTestCounts = {
  looked: 0,
  matched: 0,
  changed: 0,
  overridden: 0,
  moves: [],
  examples: [],
};

/** Changes that are shown one by one, those into another band first. */
const EXAMPLES = 30;

/**
 * Goes on with a test of a rule: what it would change about these records.
 * @param rules those in force, without the one that is being edited
 * @param replaced the rule that is being edited, as it is in force
 */
export function testRule(
  sofar: RuleTestCounts,
  records: readonly ScoredRecord[],
  input: {
    readonly rule: PriorityRule;
    readonly rules: readonly PriorityRule[];
    readonly replaced: PriorityRule | undefined;
  },
): RuleTestCounts {
  const before = [...input.rules, ...(input.replaced === undefined ? [] : [input.replaced])];
  const after = [...input.rules, input.rule];
  return records.reduce((counts, record) => look(counts, record, input.rule, before, after), sofar);
}

function look(
  counts: RuleTestCounts,
  record: ScoredRecord,
  rule: PriorityRule,
  before: readonly PriorityRule[],
  after: readonly PriorityRule[],
): RuleTestCounts {
  const matched = rulePoints(rule, record.type, record.data) !== undefined;
  const byHand = record.scoreOverride !== null;
  const was = scored(record, before);
  const will = scored(record, after);
  const changed = !byHand && was.score !== will.score;
  const { id, type, sector, place, receivedAt } = record;
  const example = { id, type, sector, place, receivedAt, before: was, after: will };
  return {
    looked: counts.looked + 1,
    matched: counts.matched + (matched ? 1 : 0),
    overridden: counts.overridden + (matched && byHand ? 1 : 0),
    changed: counts.changed + (changed ? 1 : 0),
    moves: changed && was.band !== will.band ? moved(counts.moves, was.band, will.band) : counts.moves,
    examples: changed ? withExample(counts.examples, example) : counts.examples,
  };
}

function scored(
  { type, data, choice, scoreOverride }: ScoredRecord,
  rules: readonly PriorityRule[],
): { score: number; band: Band } {
  const score =
    scoreOverride?.overridePriority ?? scoreRecord({ type, data, rules, choice: choice ?? undefined }).score;
  return { score, band: bandOf(score) };
}

function moved(moves: RuleTest['moves'], from: Band, to: Band): RuleTest['moves'] {
  return moves.some((move) => move.from === from && move.to === to)
    ? moves.map((move) => (move.from === from && move.to === to ? { ...move, count: move.count + 1 } : move))
    : [...moves, { from, to, count: 1 }];
}

type Example = RuleTest['examples'][number];

function withExample(examples: RuleTest['examples'], example: Example): RuleTest['examples'] {
  if (examples.length < EXAMPLES) return [...examples, example];
  if (!changesBand(example)) return examples;
  const lesser = examples.findLastIndex((one) => !changesBand(one));
  return lesser < 0 ? examples : [...examples.toSpliced(lesser, 1), example];
}

const changesBand = ({ before, after }: Example): boolean => before.band !== after.band;
