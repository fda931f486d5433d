import type { Sector } from '@fieldsync/protocol';

/**
 * Sentences with choices. `[a|b]` is one of them, also nested and also empty; `{place}` is a word list of the same
 * vocabulary; `{5-40}` is a number, small ones more often; `{name}` and `{camp}` come from the visit.
 */
export type Phrase = string;

export interface SectorPhrases {
  /** What is wrong, for an assessment. */
  readonly problems: readonly Phrase[];
  /** What is in order, for an assessment. */
  readonly calm: readonly Phrase[];
  /** What was done or comes next, for a response. */
  readonly delivered: readonly Phrase[];
}

export interface Goods {
  readonly name: string;
  readonly unit: string;
  /** Typical quantity of one delivery, in that unit. */
  readonly typical: number;
}

export interface Vocabulary {
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Words that become one when they meet: `[as written, as said]`. */
  readonly contractions: readonly (readonly [string, string])[];
  readonly openers: readonly Phrase[];
  readonly closers: readonly Phrase[];
  readonly sectors: Readonly<Record<Sector, SectorPhrases>>;
  readonly medicines: readonly Goods[];
  readonly medicalSupplies: readonly Goods[];
  readonly foods: readonly Goods[];
  /** What hurried people write instead: `[whole word, shorter]`. */
  readonly abbreviations: readonly (readonly [string, string])[];
}
