'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { followStream, type ConflictEvent } from '../live/follow-stream.ts';
import { LOOKING_FIRST, type StreamState } from '../live/stream-state.ts';

export type OfficeNews =
  /** What happened while nobody listened is in no event: ask for everything. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'record'; readonly recordId: string; readonly version: number }
  | ({ readonly kind: 'conflict' } & ConflictEvent);

/** Follows the office while the page is there. */
export function useOfficeEvents(onNews: (news: OfficeNews) => void): StreamState {
  const [stream, setStream] = useState<StreamState>(LOOKING_FIRST);
  const tell = useEffectEvent(onNews);
  useEffect(() => {
    const end = new AbortController();
    followStream(
      {
        opened: () => tell({ kind: 'anything' }),
        unreadable: () => tell({ kind: 'anything' }),
        record: ({ id, version }) => tell({ kind: 'record', recordId: id, version }),
        conflict: (event) => tell({ kind: 'conflict', ...event }),
        state: setStream,
      },
      end.signal,
    );
    return () => end.abort();
  }, []);
  return stream;
}
