import type { RecordSide, StoredConflict } from './conflict.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * The office's side of a conflict. While it is open, the record as it is now: others may have gone on since it was opened.
 * Once it is decided, the record as it was before, or there would be nothing to go back to.
 */
export function officeSide(
  conflict: Pick<StoredConflict, 'fields' | 'resolution'>,
  record: Pick<StoredRecord, 'data' | 'deleted'>,
): RecordSide {
  if (conflict.resolution !== null) return conflict.resolution.theirs;
  return { deleted: record.deleted, answers: answersOf(Object.keys(conflict.fields), record.data) };
}

/** Those of the answers that are there. */
export function answersOf(
  fields: readonly string[],
  data: StoredRecord['data'],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => (Object.hasOwn(data, field) ? [[field, data[field]] as const] : [])),
  );
}
