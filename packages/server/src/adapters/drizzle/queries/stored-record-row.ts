import { getTableColumns } from 'drizzle-orm';
import type { StoredRecord } from '../../../core/stored-record.ts';
import { records } from '../schema/index.ts';

/** Positions in the feed are the store's own. */
const OWN = new Set(['cursor', 'scoreCursor']);
const COLUMNS = Object.entries(getTableColumns(records)).filter(([key]) => !OWN.has(key));

/**
 * A row of `to_jsonb(records)` as the core knows it: times are text, as on the wire.
 */
export function storedRecord(row: Readonly<Record<string, unknown>>): StoredRecord {
  const fields = COLUMNS.map(([key, column]): [string, unknown] => {
    const value = row[column.name];
    return [key, column.dataType === 'date' ? new Date(String(value)).toISOString() : value];
  });
  return Object.fromEntries(fields) as unknown as StoredRecord;
}
