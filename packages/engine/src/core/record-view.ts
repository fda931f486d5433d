import { sectorOf } from '@fieldsync/protocol';
import type { OutboxItem, StoredRecord } from './stored.ts';
import { hasUnseen } from './decisions.ts';
import { viewOf } from './rebase.ts';

/** The record with what follows from its base and its unsent items brought up to date: what a person sees of it [R2]. */
export function withView(record: StoredRecord, items: readonly OutboxItem[]): StoredRecord {
  /* Deleted at the office, with edits here that it has not judged: it stays as the person left it until it has. */
  if (record.base?.data === null && items.length > 0) return record;
  /* And that it stays deleted is the office's decision about such an edit: it stays to be looked at. */
  if (record.base?.data === null && hasUnseen(record)) return { ...record, deleted: true };
  /* What an unreadable edit says is not known, so the record stays as it was last seen. */
  if (items.some((item) => item.unreadable === true)) return record;
  const { data, deleted } = viewOf(record.base?.data ?? null, items);
  const place = data['affectedEntityId'];
  return {
    ...record,
    data,
    deleted,
    sector: sectorOf(data) ?? null,
    placeId: typeof place === 'string' ? place : null,
  };
}
