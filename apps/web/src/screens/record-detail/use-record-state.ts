'use client';
import type { StoredRecord } from '@fieldsync/engine';
import type { SyncState } from '../../components/sync-state.ts';
import { useSyncState } from '../../sync/engine-context.ts';
import { recordStateView } from '../../sync/record-row-view.ts';
import { allHolds } from '../../sync/sync-answer.ts';
import { useSettings } from '../../sync/use-settings.ts';
import { useWords } from '../../words/words.tsx';

/** The record's state and its words, as in the list. */
export function useRecordState(
  record: StoredRecord | undefined,
): { state: SyncState; text: string } | undefined {
  const words = useWords();
  const state = useSyncState();
  const settings = useSettings();
  if (record === undefined) return undefined;
  return recordStateView(record, { holds: state === undefined ? [] : allHolds(state), settings, words });
}
