import type { QueueEntry, StoredRecord } from '@fieldsync/engine';
import type { SyncState } from '../../components/sync-state.ts';
import { problemWords } from '../../sync/problem-words.ts';
import type { Words } from '../../words/en.ts';
import { sayWhen } from '../../words/when.ts';

/** The sentence that answers "where is this record?", and the line under it. */
export function recordAnswer(
  record: StoredRecord,
  view: { state: SyncState; text: string },
  queue: readonly QueueEntry[],
  now: Date,
  words: Words,
): { sentence: string; detail: string } {
  const { detail } = words.records;
  switch (view.state) {
    case 'office':
      return {
        sentence: words.states.office,
        detail:
          record.officeAt === null
            ? detail.atOffice
            : detail.atOfficeSince(sayWhen(new Date(record.officeAt), now, words)),
      };
    case 'send':
      return { sentence: words.states.send, detail: detail.moving };
    case 'conflict':
      return { sentence: words.states.conflict, detail: detail.officeDecides };
    case 'needs': {
      const shelved = queue.find((entry) => entry.state === 'shelf');
      const why = shelved === undefined ? '' : problemWords(shelved.problem, shelved, now, words);
      const fixable = shelved?.problem?.code === 'VALIDATION' && shelved.problem.field !== undefined;
      return { sentence: fixable ? detail.oneAnswer : words.states.needs, detail: detail.why(why) };
    }
    case 'held':
      return { sentence: view.text, detail: detail.onlyHere };
    case 'phone':
      return { sentence: words.states.phone, detail: detail.sendsItself };
  }
}
