import type { StoredRecord } from '../../../core/stored-record.ts';
import type { records } from '../schema/index.ts';

export type RecordRow = typeof records.$inferSelect;

/** A row as the core knows it: times are text, as on the wire; the feed's position is the store's own. */
export function storedRecord({ cursor: _cursor, ...row }: RecordRow): StoredRecord {
  return {
    ...row,
    capturedAt: row.capturedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}
