import type {
  FieldVersions,
  ManualOverride,
  Priority,
  RecordData,
  RecordType,
  ScoreReason,
  Sector,
} from '@fieldsync/protocol';

/** One record as the server keeps it. Times are ISO 8601 with milliseconds. */
export interface StoredRecord {
  readonly id: string;
  readonly type: RecordType;
  readonly version: number;
  readonly data: RecordData;
  readonly fieldVersions: FieldVersions;
  readonly deleted: boolean;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly capturedAt: string;
  readonly receivedAt: string;
  readonly changedAt: string;
  readonly score: number;
  readonly priorityReasons: readonly ScoreReason[];
  readonly choice: Priority | null;
  readonly scoreOverride: ManualOverride | null;
  readonly sector: Sector | null;
  readonly affectedEntityId: string | null;
  readonly refersTo: string | null;
  /** The device whose own clean write this version is: it has the record whole and need not fetch it. */
  readonly knownTo: string | null;
}

/** A deleted record whose contents are gone, too: erased, or older than they are kept. A record in use has at least its sector or kind. */
export function isEmptied({ deleted, data }: Pick<StoredRecord, 'deleted' | 'data'>): boolean {
  return deleted && Object.keys(data).length === 0;
}
