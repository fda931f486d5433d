import type { RecordId } from '@fieldsync/protocol';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreReader, StoreWriter } from './ports.ts';
import type { StoredRecord } from './core/stored.ts';

/** Records with a decision that the person has not seen, the latest first. */
export async function listDecided(tx: StoreReader): Promise<StoredRecord[]> {
  const ids = [...((await tx.getMeta('decided')) ?? [])].reverse();
  await tx.preload(ids);
  const records: StoredRecord[] = [];
  for (const id of ids) {
    const record = await tx.getRecord(id);
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** To be seen: at the end of the line, once. */
export async function noteDecided(tx: StoreWriter, id: RecordId): Promise<void> {
  const others = ((await tx.getMeta('decided')) ?? []).filter((other) => other !== id);
  await tx.putMeta('decided', [...others, id]);
}

export async function seeDecisions(tx: StoreWriter, id: RecordId): Promise<void> {
  await tx.putMeta(
    'decided',
    ((await tx.getMeta('decided')) ?? []).filter((other) => other !== id),
  );
  const changes = await OutboxChanges.begin(tx);
  const record = await changes.getRecord(id);
  if (record?.decisions === undefined) return;
  const decisions = record.decisions.map((decision) => ({ ...decision, seen: true }));
  changes.putRecord({ ...record, decisions });
  await changes.finish();
}
