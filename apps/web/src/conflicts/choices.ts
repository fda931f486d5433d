import type { ConflictDetail, Strategy } from '@fieldsync/protocol';

/** What a person chose for one answer: a side's, or one that they write. */
export type Choice = { readonly side: 'mine' | 'theirs' } | { readonly side: 'own'; readonly value: unknown };
/** By field; of a record that one side removed by `RECORD`. */
export type Choices = Readonly<Record<string, Choice>>;

/** Stands for the record as a whole, where one side has removed it. No answer has an empty name. */
export const RECORD = '';

type Both = Pick<ConflictDetail, 'kind' | 'sides' | 'record' | 'resolution'>;

/** Whether the choice is between a record and none, rather than between answers. */
export function isAboutRecord({ kind, record, resolution }: Both): boolean {
  return kind !== 'fields' || (record.deleted && resolution === null);
}

/** What is to be chosen, in the order in which it is asked. */
export function asked(conflict: Both): readonly string[] {
  return isAboutRecord(conflict) ? [RECORD] : conflict.sides.map(({ field }) => field);
}

/** The same side for everything. */
export function allFrom(conflict: Both, side: 'mine' | 'theirs'): Choices {
  return Object.fromEntries(asked(conflict).map((field) => [field, { side }]));
}

/** Choices that still make sense for the conflict as it is now. */
export function stillAsked(choices: Choices, conflict: Both): Choices {
  return Object.fromEntries(
    asked(conflict).flatMap((field) => {
      const choice = choices[field];
      return choice === undefined ? [] : [[field, choice] as const];
    }),
  );
}

const isWritten = (choice: Choice): boolean => choice.side === 'own' && choice.value !== undefined;

/** The first of which nothing is chosen, or whose own answer is not written yet. */
export function firstMissing(conflict: Both, choices: Choices): string | undefined {
  return asked(conflict).find((field) => {
    const choice = choices[field];
    return choice === undefined || (choice.side === 'own' && !isWritten(choice));
  });
}

export interface Decision {
  readonly strategy: Strategy;
  readonly choices?: Readonly<Record<string, 'mine' | 'theirs'>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What the office is told. Only for choices in which nothing is missing. */
export function decisionOf(conflict: Both, choices: Choices): Decision {
  const chosen = asked(conflict).flatMap((field) => {
    const choice = choices[field];
    return choice === undefined ? [] : [[field, choice] as const];
  });
  if (chosen.every(([, { side }]) => side === 'mine')) return { strategy: 'LOCAL_WINS' };
  if (chosen.every(([, { side }]) => side === 'theirs')) return { strategy: 'SERVER_WINS' };
  if (chosen.some(([, { side }]) => side === 'own')) {
    const values = chosen.map(([field, choice]) => [field, answerOf(conflict, field, choice)]);
    return { strategy: 'MANUAL', values: Object.fromEntries(values) as Record<string, unknown> };
  }
  const sides = chosen.map(([field, { side }]) => [field, side]);
  return { strategy: 'MERGE', choices: Object.fromEntries(sides) as Record<string, 'mine' | 'theirs'> };
}

/** Null for none. */
function answerOf({ sides }: Both, field: string, choice: Choice): unknown {
  if (choice.side === 'own') return choice.value ?? null;
  return sides.find((each) => each.field === field)?.[choice.side] ?? null;
}

export interface Tally {
  readonly mine: number;
  readonly theirs: number;
  readonly own: number;
}

/** How many come from where. */
export function tally(choices: Choices): Tally {
  const count = (side: Choice['side']): number =>
    Object.values(choices).filter((choice) => choice.side === side).length;
  return { mine: count('mine'), theirs: count('theirs'), own: count('own') };
}
