import {
  bandOf,
  scoreRecord,
  type Band,
  type Priority,
  type PriorityRule,
  type RecordData,
} from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';
import type { FormType } from '@fieldsync/protocol/forms';

export interface PriorityPreview {
  readonly band: Band;
  /** Why, and what it means for the record's place in line. */
  readonly sentence: string;
}

/** What the answers so far make of a record's place in line, by the rules on this phone. */
export function previewPriority(
  record: { readonly type: FormType; readonly data: RecordData; readonly choice: Priority | undefined },
  rules: readonly PriorityRule[],
  words: Words,
): PriorityPreview {
  const { score, reason } = scoreRecord({ ...record, rules });
  const band = bandOf(score);
  const say = words.recordForm.priority;
  const goes = { CRITICAL: say.goesFirst, HIGH: say.goesEarly, NORMAL: say.goesInTurn, LOW: say.goesLast }[
    band
  ];
  return { band, sentence: reason === '' ? goes : say.because(reason, goes) };
}
