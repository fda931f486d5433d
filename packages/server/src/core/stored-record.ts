import type {
  FieldVersions,
  Priority,
  RecordData,
  RecordType,
  ScoreReason,
  Sector,
} from '@fieldsync/protocol';

/** A coordinator's own score for a record, with the reason that the contract asks for. */
export interface ScoreOverride {
  readonly coordinatorId: string;
  readonly coordinatorName: string;
  /** 0-100, before and after. */
  readonly originalPriority: number;
  readonly overridePriority: number;
  readonly justification: string;
  readonly timestamp: string;
}

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
  readonly scoreOverride: ScoreOverride | null;
  readonly sector: Sector | null;
  readonly affectedEntityId: string | null;
  readonly refersTo: string | null;
  /** The device whose own clean write this version is: it has the record whole and need not fetch it. */
  readonly knownTo: string | null;
}
