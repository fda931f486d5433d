import type { StoredRecord } from '../../../core/stored-record.ts';
import type { records } from '../schema/index.ts';

export type RecordRow = typeof records.$inferSelect;

/** A row as the core knows it: times are text, as on the wire; positions in the feed are the store's own. */
export function storedRecord({
  cursor: _cursor,
  scoreCursor: _scoreCursor,
  ...row
}: RecordRow): StoredRecord {
  return {
    ...row,
    capturedAt: row.capturedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}
