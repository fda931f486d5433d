import type { Hold, StoredRecord } from '@fieldsync/engine';
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import type { SyncState } from '../components/sync-state.ts';
import type { Words } from '../words/en.ts';
import { ruleHolding } from './hold-rank.ts';
import { holdWords } from './hold-words.ts';
import { isBelowThreshold } from './sync-answer.ts';

interface Facts {
  holds: readonly Hold[];
  settings: BackgroundSyncSettings | undefined;
  words: Words;
}

/** The one state of a record, and the words for it: never "at the office" before the office said so [S7]. */
export function recordStateView(record: StoredRecord, facts: Facts): { state: SyncState; text: string } {
  const { words, holds, settings } = facts;
  switch (record.state) {
    case 'office':
      return { state: 'office', text: words.states.office };
    case 'needs':
      return { state: 'needs', text: words.records.needsOther };
    case 'conflict':
      return { state: 'conflict', text: words.records.officeDecides };
    case 'sending':
      return { state: 'send', text: words.states.send };
    case 'phone': {
      const hold = ruleHolding(holds, {
        critical: record.band === 'CRITICAL',
        belowThreshold: isBelowThreshold(record.score, settings),
      });
      if (hold === undefined) return { state: 'phone', text: words.states.phone };
      return { state: 'held', text: holdWords(hold, { words, count: 1 }).short };
    }
  }
}
