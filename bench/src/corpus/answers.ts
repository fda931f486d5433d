import type { RecordData } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';

/** Nobody answers everything. */
const ANSWERED = 0.93;

/** Leaves out the questions without an answer: absent, never null. */
export function answers(given: Readonly<Record<string, unknown>>): RecordData {
  return Object.fromEntries(Object.entries(given).filter(([, answer]) => answer !== undefined));
}

/** The answer, or now and then none. */
export function maybe<Answer>(answer: Answer, rng: Rng): Answer | undefined {
  return rng.chance(ANSWERED) ? answer : undefined;
}

export function yes(probability: number, rng: Rng): boolean | undefined {
  return maybe(rng.chance(probability), rng);
}

/** A counted or guessed number around `median`. Above twenty most people say it in tens, above 300 in fifties. */
export function counted(median: number, spread: number, rng: Rng): number {
  const exact = rng.skewed(median, spread);
  if (exact < 20 || rng.chance(0.35)) return exact;
  const step = exact < 300 ? 10 : 50;
  return Math.round(exact / step) * step;
}

/** Several answers, each with its own chance; `undefined` when none was ticked. */
export function ticked<Answer extends string>(
  chances: readonly (readonly [Answer, number])[],
  rng: Rng,
): Answer[] | undefined {
  const chosen = chances.filter(([, chance]) => rng.chance(chance)).map(([answer]) => answer);
  return chosen.length > 0 ? chosen : undefined;
}
