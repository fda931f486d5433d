'use client';
import { paths, recordDetailSchema, type RecordDetail } from '@fieldsync/protocol';
import { useEffect, useState } from 'react';
import { askOffice, type NoAnswer } from './ask-office.ts';

export type DetailState =
  | { readonly at: 'asking' }
  | { readonly at: 'known'; readonly record: RecordDetail }
  | { readonly at: 'refused'; readonly why: NoAnswer };

/**
 * One record with its answers, as the office has it.
 * @param seen asks again when it changes; what is on the screen stays until the answer is there
 */
export function useRecordDetail(id: string, seen: string): DetailState {
  const [known, setKnown] = useState<{ readonly id: string; readonly state: DetailState }>();
  useEffect(() => {
    const end = new AbortController();
    void askOffice(`${paths.records}/${encodeURIComponent(id)}`, recordDetailSchema, end.signal).then(
      (answer) => {
        if (end.signal.aborted) return;
        const state: DetailState = answer.ok
          ? { at: 'known', record: answer.data }
          : { at: 'refused', why: answer.why };
        setKnown({ id, state });
      },
    );
    return () => end.abort();
  }, [id, seen]);
  return known?.id === id ? known.state : { at: 'asking' };
}
