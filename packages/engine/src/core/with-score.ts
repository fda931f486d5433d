import { bandOf, equalJson, scoreRecord, type ManualOverride, type PriorityRule } from '@fieldsync/protocol';
import type { StoredRecord } from './stored.ts';

type Scored = Pick<StoredRecord, 'score' | 'band' | 'reasons' | 'reason'>;

/** Before anything has scored it. */
export const UNSCORED: Scored = { score: 0, band: 'LOW', reasons: [], reason: '' };

/** The record as these rules, or the person at the office who set its score, have it; the very same when nothing differs. */
export function withScore(record: StoredRecord, rules: readonly PriorityRule[]): StoredRecord {
  const { type, data, choice } = record;
  const { reasons, reason, ...content } = scoreRecord({ type, data, rules, choice: choice ?? undefined });
  const score = record.override?.overridePriority ?? content.score;
  const same = score === record.score && reason === record.reason && equalJson(reasons, record.reasons);
  return same ? record : { ...record, score, band: bandOf(score), reasons, reason };
}

/** With the score that was set by hand, or none; what it comes to is for `withScore`. */
export function withOverride(record: StoredRecord, override: ManualOverride | null): StoredRecord {
  const { override: _before, ...rest } = record;
  return override === null ? rest : { ...rest, override };
}
