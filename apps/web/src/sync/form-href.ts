import { recordIdSchema, type RecordType, type Sector } from '@fieldsync/protocol';
import { draftHref } from '../forms/draft-answers.ts';

/** Where a record is changed; a photo has no form. */
export function formHref(record: {
  id: string | undefined;
  type: RecordType;
  sector: Sector | null;
}): string | undefined {
  const id = recordIdSchema.safeParse(record.id);
  if (record.type === 'MEDIA' || record.sector === null || !id.success) return undefined;
  return draftHref({ type: record.type, sector: record.sector, recordId: id.data });
}
