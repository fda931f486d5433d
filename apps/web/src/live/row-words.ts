import type { RecordSummary } from '@fieldsync/protocol';
import type { SyncState } from '../components/sync-state.ts';
import { recordKind } from '../sync/record-title.ts';
import type { Words } from '../words/en.ts';
import { sayWhenShort } from '../words/when.ts';

export interface RowWords {
  /** When it reached the office. */
  readonly time: string;
  readonly kind: string;
  readonly place: string | undefined;
  readonly state: SyncState;
  readonly stateText: string;
  readonly from: string;
  /** Why it is urgent: the rule that gives most, or who set its score. */
  readonly reason: string;
}

/** A record of the list in words. All that is listed is at the office; what is not is on no list [S7]. */
export function rowWords(record: RecordSummary, now: Date, words: Words): RowWords {
  return {
    time: sayWhenShort(new Date(record.receivedAt), now, words),
    kind: recordKind(record, words),
    place: record.place?.name,
    state: record.state,
    stateText: record.deleted ? words.live.deleted : words.states[record.state],
    from: record.from.name,
    reason:
      record.override === null
        ? record.reason
        : words.queue.override.byWhy(record.override.coordinatorName, record.override.justification),
  };
}
