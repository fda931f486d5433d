import type { ManualOverride, Priority, PriorityRule, RecordData, RecordType } from '@fieldsync/protocol';
import { referencedRecords, scoreRecord, sectorOf } from '@fieldsync/protocol';
import type { StoredRecord } from './stored-record.ts';

type Description = Pick<
  StoredRecord,
  'score' | 'priorityReasons' | 'sector' | 'affectedEntityId' | 'refersTo'
>;

/** What follows from a record's content: its score and the copies that lists filter by. A coordinator's override wins. */
export function describeRecord(input: {
  readonly type: RecordType;
  readonly data: RecordData;
  readonly choice: Priority | null;
  readonly scoreOverride: ManualOverride | null;
  readonly rules: readonly PriorityRule[];
}): Description {
  const { type, data, choice, scoreOverride, rules } = input;
  const { score, reasons } = scoreRecord({ type, data, rules, choice: choice ?? undefined });
  const place = data['affectedEntityId'];
  return {
    score: scoreOverride?.overridePriority ?? score,
    priorityReasons: reasons,
    sector: sectorOf(data) ?? null,
    affectedEntityId: typeof place === 'string' ? place : null,
    refersTo: referencedRecords(data)[0] ?? null,
  };
}
