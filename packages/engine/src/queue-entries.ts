import { bandOf, priorityOf, type ManualOverride } from '@fieldsync/protocol';
import type { QueueEntry } from './facade.ts';
import type { StoreReader } from './ports.ts';
import { LANES, type ItemError, type OutboxItem, type StoredRecord } from './core/stored.ts';

const CANNOT_BE_READ: ItemError = { code: 'UNREADABLE_ITEM', message: '' };

function entryOf(item: OutboxItem, record: StoredRecord | undefined, place: number | undefined): QueueEntry {
  /* Said at once, also while nothing may be sent and it is not on the shelf yet. */
  const error = item.error ?? (item.unreadable === true ? CANNOT_BE_READ : undefined);
  return {
    id: item.id,
    type: item.type,
    action: item.action,
    entityId: item.recordId,
    data: item.data ?? item.patch ?? null,
    retryCount: item.retryCount,
    priority: priorityOf(item.score),
    createdAt: new Date(item.capturedAt),
    ...(item.lastAttemptAt === undefined ? {} : { lastAttempt: new Date(item.lastAttemptAt) }),
    ...(error === undefined ? {} : { error: error.message, problem: error }),
    priorityScore: item.score,
    priorityReason: record?.reason ?? '',
    ...(record?.override === undefined ? {} : { manualOverride: asContract(record.override) }),
    state: item.state,
    sector: record?.sector ?? null,
    placeId: record?.placeId ?? null,
    ...(place === undefined ? {} : { place }),
    ...(item.nextAttemptAt > 0 && item.state === 'later' ? { nextAttemptAt: item.nextAttemptAt } : {}),
    criticalBand: bandOf(item.score) === 'CRITICAL',
  };
}

function asContract(override: ManualOverride): NonNullable<QueueEntry['manualOverride']> {
  return { ...override, timestamp: new Date(override.timestamp) };
}

async function withRecords(
  tx: StoreReader,
  items: readonly OutboxItem[],
  numbered: boolean,
): Promise<QueueEntry[]> {
  await tx.preload(items.map((item) => item.recordId));
  let place = 0;
  const entries: QueueEntry[] = [];
  for (const item of items) {
    const inLine = numbered && (item.state === 'waiting' || item.state === 'sending');
    if (inLine) place += 1;
    entries.push(entryOf(item, await tx.getRecord(item.recordId), inLine ? place : undefined));
  }
  return entries;
}

/** What waits for a person first, then what moves, then the line in sending order, then what was put off. */
export async function listQueue(tx: StoreReader, limit: number): Promise<QueueEntry[]> {
  const items: OutboxItem[] = [];
  const take = async (more: (room: number) => Promise<OutboxItem[]>): Promise<void> => {
    if (items.length < limit) items.push(...(await more(limit - items.length)));
  };
  await take((room) => tx.itemsIn({ state: 'shelf', limit: room }));
  await take((room) => tx.itemsIn({ state: 'conflict', limit: room }));
  await take((room) => tx.itemsIn({ state: 'sending', limit: room }));
  for (const lane of LANES) await take((room) => tx.waitingItems({ lane, limit: room }));
  await take((room) => tx.itemsIn({ state: 'later', limit: room }));
  await take((room) => tx.itemsIn({ state: 'fenced', limit: room }));
  return withRecords(tx, items, true);
}

export async function queueOf(tx: StoreReader, recordId: StoredRecord['id']): Promise<QueueEntry[]> {
  return withRecords(tx, await tx.itemsOf([recordId]), false);
}
