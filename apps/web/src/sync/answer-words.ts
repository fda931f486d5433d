import type { SyncState as EngineState } from '@fieldsync/engine';
import type { SyncState } from '../components/sync-state.ts';
import type { Words } from '../words/en.ts';
import { clockTime, sayDuration, sayWhen } from '../words/when.ts';
import { holdWords } from './hold-words.ts';
import type { SyncAnswer } from './sync-answer.ts';

export interface AnswerWords {
  sentence: string;
  detail: string;
  /** The mark beside the sentence, where one state explains all of it. */
  mark?: SyncState;
}

type Facts = Pick<EngineState, 'pauses' | 'nextAttemptAt' | 'nextAttemptWhy' | 'lastFailure' | 'office'>;

function sendingDetail(answer: Extract<SyncAnswer, { kind: 'sending' }>, now: Date, words: Words): string {
  const left = (at: number): string => sayDuration((at - now.getTime()) / 1_000, words);
  if (answer.endAt === null) return words.sync.sendingNoEta;
  const whole = left(answer.endAt);
  const critical = answer.criticalEndAt === null ? whole : left(answer.criticalEndAt);
  return critical === whole ? words.sync.sendingDetail(whole) : words.sync.sendingCritical(critical, whole);
}

function waitingDetail(count: number, facts: Facts, words: Words): string {
  const { nextAttemptAt, nextAttemptWhy } = facts;
  // A look for news is no promise that something goes then: with signal it goes at once.
  if (nextAttemptAt === null || nextAttemptWhy === 'interval') return words.sync.waitingDetail(count);
  return words.sync.nextTry(clockTime(new Date(nextAttemptAt), words));
}

/** The answer of the Sync screen in words: one sentence, one line below it. */
export function answerWords(answer: SyncAnswer, facts: Facts, now: Date, words: Words): AnswerWords {
  const { sync } = words;
  switch (answer.kind) {
    case 'sending':
      return { sentence: sync.sending(answer.at, answer.of), detail: sendingDetail(answer, now, words) };
    case 'held': {
      const since = facts.pauses.find((pause) => pause.reason === answer.hold.reason)?.since;
      const { title, detail } = holdWords(answer.hold, { words, count: answer.count, since });
      return { sentence: title, detail, mark: 'held' };
    }
    case 'blocked': {
      const { nextAttemptAt, lastFailure } = facts;
      const { title, detail } = holdWords(answer.hold, {
        words,
        count: answer.count,
        nextAttemptAt,
        lastFailure: lastFailure?.code,
      });
      if (answer.lost === undefined) return { sentence: title, detail };
      return { sentence: sync.stopped(answer.lost.arrived, answer.lost.of), detail: `${title}. ${detail}` };
    }
    case 'waiting':
      return { sentence: sync.waiting(answer.count), detail: waitingDetail(answer.count, facts, words) };
    case 'needs':
      return {
        sentence: sync.onlyNeedsYou(answer.count),
        detail: answer.conflicts === 0 ? sync.onlyNeedsYouDetail : sync.alsoInConflict(answer.conflicts),
        mark: 'needs',
      };
    case 'conflict':
      return { sentence: words.records.officeDecides, detail: sync.onlyNeedsYouDetail, mark: 'conflict' };
    case 'done':
      if (answer.lastAt !== null)
        return {
          sentence: sync.done,
          detail: sync.doneDetail(sayWhen(new Date(answer.lastAt), now, words)),
          mark: 'office',
        };
      /* All there is came from the office: another phone of the same person sent it. */
      return facts.office.count > 0
        ? { sentence: sync.done, detail: sync.doneNothing, mark: 'office' }
        : { sentence: words.capture.nothingYet, detail: sync.doneNothing };
  }
}
