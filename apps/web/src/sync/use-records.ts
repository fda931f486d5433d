'use client';
import type { RecordState, StoredRecord } from '@fieldsync/engine';
import type { RecordId } from '@fieldsync/protocol';
import { recordIdSchema } from '@fieldsync/protocol';
import { useLive } from './use-live.ts';

/** `phone` means everything that is not at the office and needs nobody: waiting and on its way. */
export type RecordFilter = 'all' | Exclude<RecordState, 'sending'>;

/** Newest first; `undefined` until the phone has answered. */
export function useRecords(filter: RecordFilter, limit: number): StoredRecord[] | undefined {
  return useLive(
    async (engine) => {
      if (filter === 'all') return engine.listRecords({ limit });
      if (filter !== 'phone') return engine.listRecords({ state: filter, limit });
      const parts = await Promise.all([
        engine.listRecords({ state: 'phone', limit }),
        engine.listRecords({ state: 'sending', limit }),
      ]);
      return parts
        .flat()
        .sort((a, b) => b.savedAt - a.savedAt)
        .slice(0, limit);
    },
    [filter, limit],
  );
}

/** How many records there are in each state. */
export function useRecordCounts(): Readonly<Record<RecordState, number>> | undefined {
  return useLive((engine) => engine.countRecords(), []);
}

export type FoundRecord = { found: true; record: StoredRecord } | { found: false };

/** One record by the id in an address; an id that is none, or of a record that is not here, is `found: false`. */
export function useRecord(id: string | null): FoundRecord | undefined {
  return useLive(
    async (engine): Promise<FoundRecord> => {
      const parsed = recordIdSchema.safeParse(id);
      const record = parsed.success ? await engine.getRecord(parsed.data) : undefined;
      return record === undefined ? { found: false } : { found: true, record };
    },
    [id],
  );
}

/** The record's unsent changes, oldest first. */
export function useQueueOf(id: RecordId | undefined) {
  return useLive(async (engine) => (id === undefined ? [] : engine.queueOf(id)), [id]);
}

/** Records about which the office decided, and the person has not seen it; the latest first. */
export function useDecided(): StoredRecord[] | undefined {
  return useLive((engine) => engine.listDecided(), []);
}
