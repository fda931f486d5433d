import type { Hold, QueueEntry } from '@fieldsync/engine';
import { bandOf, type Band, type BackgroundSyncSettings } from '@fieldsync/protocol';
import type { SyncState } from '../components/sync-state.ts';
import type { Words } from '../words/en.ts';
import { clockTime } from '../words/when.ts';
import { ruleHolding } from './hold-rank.ts';
import { holdWords } from './hold-words.ts';
import { problemWords } from './problem-words.ts';
import { recordTitle } from './record-title.ts';
import { isBelowThreshold } from './sync-answer.ts';

export interface QueueRowView {
  id: string;
  recordId: string | undefined;
  state: SyncState;
  title: string;
  /** The state in words, or the place in line. */
  right: string;
  band: Band;
  reason: string;
  /** What stands in the way, and what happens next. */
  note?: string | undefined;
}

export interface QueueFacts {
  holds: readonly Hold[];
  settings: BackgroundSyncSettings | undefined;
  places: ReadonlyMap<string, { name: string }>;
  /** How many stand in line. */
  inLine: number;
  now: Date;
  words: Words;
}

function stateOf(entry: QueueEntry, facts: QueueFacts): Pick<QueueRowView, 'state' | 'right' | 'note'> {
  const { words } = facts;
  switch (entry.state) {
    case 'shelf':
      return {
        state: 'needs',
        right: words.states.needs,
        note: problemWords(entry.problem, entry, facts.now, words),
      };
    case 'conflict':
      return { state: 'conflict', right: words.states.conflict, note: words.records.detail.officeDecides };
    case 'sending':
      return { state: 'send', right: words.states.send };
    case 'fenced':
      return { state: 'phone', right: words.states.phone, note: words.sync.waitsForEarlier };
    case 'waiting':
    case 'later':
      return inLine(entry, facts);
  }
}

function inLine(entry: QueueEntry, facts: QueueFacts): Pick<QueueRowView, 'state' | 'right' | 'note'> {
  const { words, holds, settings } = facts;
  const hold = ruleHolding(holds, {
    critical: entry.criticalBand,
    belowThreshold: isBelowThreshold(entry.priorityScore, settings),
  });
  if (hold !== undefined) {
    return {
      state: 'held',
      right: words.states.held,
      note: holdWords(hold, { words, count: facts.inLine }).short,
    };
  }
  const at = entry.nextAttemptAt;
  if (entry.state === 'later' && at !== undefined && at > facts.now.getTime()) {
    return {
      state: 'phone',
      right: words.states.phone,
      note: words.sync.willTry(clockTime(new Date(at), words)),
    };
  }
  const right = entry.place === undefined ? words.states.phone : words.marks.place(entry.place, facts.inLine);
  return { state: 'phone', right };
}

/** One row of the queue as the screen says it. */
export function queueRowView(entry: QueueEntry, facts: QueueFacts): QueueRowView {
  return {
    id: entry.id,
    recordId: entry.entityId,
    title: recordTitle(entry, facts.places, facts.words),
    band: bandOf(entry.priorityScore),
    reason: entry.priorityReason,
    ...stateOf(entry, facts),
  };
}
