import type { Decision, StoredRecord } from '@fieldsync/engine';
import { questionWords } from '@fieldsync/protocol/forms';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';
import { answerText } from './answer-lines.ts';

export interface DecisionView {
  /** Who decided, and when. */
  readonly decided: string;
  readonly why: string;
  /** What became of the record as a whole; undefined where it was about answers. */
  readonly record: string | undefined;
  readonly answers: readonly {
    readonly field: string;
    readonly name: string;
    readonly yours: string;
    readonly stands: string | undefined;
  }[];
}

/** What was decided, as the person whose version it was is told. */
export function decisionView(
  decision: Decision,
  record: Pick<StoredRecord, 'type' | 'sector'>,
  facts: {
    readonly places: ReadonlyMap<string, { name: string }>;
    readonly now: Date;
    readonly words: Words;
  },
): DecisionView {
  const { words, now } = facts;
  const { phone, noAnswer } = words.conflicts;
  const { type, sector } = record;
  return {
    decided: phone.decided(decision.by, sayWhen(new Date(decision.at), now, words)),
    why: phone.why(decision.justification),
    record: aboutRecord(decision, words),
    // Of a removal only whether the record is there matters.
    answers: (decision.removal ? [] : decision.answers).map(({ field, mine, stands }) => {
      const asked =
        type === 'MEDIA' || sector === null ? undefined : questionWords(words, type, sector, field);
      const said = (value: unknown): string =>
        value === undefined ? noAnswer : answerText(value, asked, facts);
      const same = said(mine) === said(stands);
      return {
        field,
        name: asked?.short ?? asked?.label ?? field,
        yours: phone.you(said(mine)),
        stands: decision.removed ? undefined : same ? phone.yours : phone.now(said(stands)),
      };
    }),
  };
}

function aboutRecord({ removal, removed }: Decision, words: Words): string | undefined {
  const { phone } = words.conflicts;
  if (removal) return removed ? phone.removed : phone.youRemoved;
  return removed ? phone.stillRemoved : undefined;
}
