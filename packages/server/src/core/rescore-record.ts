import type { PriorityRule } from '@fieldsync/protocol';
import { equalJson } from '@fieldsync/protocol';
import { describeRecord } from './describe-record.ts';
import type { StoredRecord } from './stored-record.ts';

/** What of a record changes when only its score does. Its version stays: no answer is another. */
export type Rescored = Pick<StoredRecord, 'id' | 'version' | 'score' | 'priorityReasons' | 'scoreOverride'>;

/** The record as these rules score it; undefined when nothing differs, or a person has set its score. */
export function rescoreRecord(record: StoredRecord, rules: readonly PriorityRule[]): Rescored | undefined {
  return record.scoreOverride === null ? differing(record, null, rules) : undefined;
}

/** The record with its score set by hand, or, with null, as the rules have it; undefined when that is how it is. */
export function overriddenRecord(
  record: StoredRecord,
  override: StoredRecord['scoreOverride'],
  rules: readonly PriorityRule[],
): Rescored | undefined {
  if (override === null && record.scoreOverride === null) return undefined;
  const { score: originalPriority } = describeRecord({ ...record, scoreOverride: null, rules });
  return differing(record, override && { ...override, originalPriority }, rules);
}

function differing(
  record: StoredRecord,
  scoreOverride: StoredRecord['scoreOverride'],
  rules: readonly PriorityRule[],
): Rescored | undefined {
  const { score, priorityReasons } = describeRecord({ ...record, scoreOverride, rules });
  const same =
    score === record.score &&
    equalJson(priorityReasons, record.priorityReasons) &&
    equalJson(scoreOverride, record.scoreOverride);
  return same ? undefined : { id: record.id, version: record.version, score, priorityReasons, scoreOverride };
}
