'use client';
import type { RecordState, StoredRecord } from '@fieldsync/engine';
import { MARKS_LIMIT } from '../../components/marks-strip.tsx';
import { useLive } from '../../sync/use-live.ts';

export interface CaptureSummary {
  counts: Readonly<Record<RecordState, number>>;
  /** The records that are only on this phone, as many as a strip can show as marks, and one more. */
  here: StoredRecord[];
  /** The newest record that waits for this person. */
  needs: StoredRecord | undefined;
}

/** What the home screen answers with, in one reading. */
export function useCaptureSummary(): CaptureSummary | undefined {
  return useLive(async (engine) => {
    const limit = MARKS_LIMIT + 1;
    const [counts, phone, sending, needs] = await Promise.all([
      engine.countRecords(),
      engine.listRecords({ state: 'phone', limit }),
      engine.listRecords({ state: 'sending', limit }),
      engine.listRecords({ state: 'needs', limit }),
    ]);
    return { counts, here: [...sending, ...phone, ...needs], needs: needs[0] };
  }, []);
}
