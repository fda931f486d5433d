/**
 * A request failed: is it an item in it, or the office? Pure.
 *
 * A batch that fails is halved until one item fails alone: a suspect. But an office that is down fails every item alone,
 * and blaming them would carry the whole queue to the shelf. So no item is blamed before the office has answered something
 * after it, if need be an exchange without records, which costs 300 bytes (`proofDue`). And of several suspects in a
 * session in which nothing was taken none is blamed.
 *
 * What failed alone once goes in no request before the office has taken something in the same session, unless there is
 * nothing else: neither does it cost the others their first flight, nor can any number of its kind at the head of the
 * line keep the rest from its turn [S5].
 */
import { ERROR_TABLE, type ErrorCode, type Recovery } from '@fieldsync/protocol';
import type { OutboxItem } from './stored.ts';

export interface Suspect {
  readonly item: OutboxItem;
  readonly code: ErrorCode;
  readonly message: string;
  /** The office has answered something since. */
  readonly answered: boolean;
}

export interface Blame {
  readonly suspects: readonly Suspect[];
  /** Records that the office took in this session. */
  readonly taken: number;
  /** Lone failures since it last took one. */
  readonly barren: number;
  /** It has answered since the last item failed alone. */
  readonly vouched: boolean;
  /** Next comes an exchange without records. */
  readonly proofDue: boolean;
  /** Largest number of items in the next request; undefined: no bound. */
  readonly split: number | undefined;
}

export const NO_BLAME: Blame = {
  suspects: [],
  taken: 0,
  barren: 0,
  vouched: false,
  proofDue: false,
  split: undefined,
};

/** Failures of a whole request that one item in it may have caused. */
const MAY_BE_THE_ITEM: ReadonlySet<Recovery> = new Set(['split', 'retry-counted', 'shelve', 'hold']);

export function mayBeTheItem(code: ErrorCode): boolean {
  return MAY_BE_THE_ITEM.has(ERROR_TABLE[code].recovery);
}

/** Whether an item was once alone in a request that failed: held ones were judged, so they are none. */
export function failedAlone(item: OutboxItem): boolean {
  const { error } = item;
  return error !== undefined && ERROR_TABLE[error.code].recovery !== 'hold' && mayBeTheItem(error.code);
}

/** With so many suspects in a row the rest waits for the next session: an office whose disk fails answers, too. */
const BARREN_LIMIT = 3;

/** A batch was answered with a failure that may be due to what is in it. */
export function afterFailure(
  blame: Blame,
  batch: readonly OutboxItem[],
  failure: { readonly code: ErrorCode; readonly message: string },
): Blame {
  const [item] = batch;
  const proofDue = !blame.vouched;
  if (item === undefined) return blame;
  if (batch.length > 1) return { ...blame, proofDue, split: Math.ceil(batch.length / 2) };
  const { code, message } = failure;
  return {
    ...blame,
    suspects: [...blame.suspects, { item, code, message, answered: false }],
    barren: blame.barren + 1,
    vouched: false,
    proofDue,
    /* The next item shows soonest whether it was this one. */
    split: 1,
  };
}

/** @param taken records that this exchange brought to the office */
export function afterAnswer(blame: Blame, taken: number): Blame {
  const { suspects, split } = blame;
  const found = suspects.some((suspect) => !suspect.answered);
  const wider = found || split === undefined || split >= 100 ? undefined : split * 2;
  return {
    suspects: suspects.map((suspect) => ({ ...suspect, answered: true })),
    taken: blame.taken + taken,
    barren: taken > 0 ? 0 : blame.barren,
    vouched: true,
    proofDue: false,
    split: taken > 0 ? wider : split,
  };
}

/** Nothing more to try, or not in this session: the suspects must not be blamed on nothing. */
export function wantsLastProof(blame: Blame): boolean {
  return blame.suspects.some((suspect) => !suspect.answered);
}

export function isBarren(blame: Blame): boolean {
  return blame.barren >= BARREN_LIMIT;
}

/**
 * - `blame`: the failure counts against the item
 * - `put-off`: it may be the item or the office; others go first next time
 * - `leave`: it was the office, as far as anyone can tell
 */
export type Sentence = 'blame' | 'put-off' | 'leave';

export function sentenceOf(suspect: Suspect, blame: Blame): Sentence {
  if (!suspect.answered) return 'leave';
  return blame.taken > 0 || blame.suspects.length === 1 ? 'blame' : 'put-off';
}
