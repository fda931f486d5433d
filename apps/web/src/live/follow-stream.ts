import { conflictEventSchema, paths, recordSummarySchema, type RecordSummary } from '@fieldsync/protocol';
import type { z } from 'zod';
import {
  LOOKING_FIRST,
  nextStream,
  PATIENCE_MS,
  retryAfterMs,
  type StreamEvent,
  type StreamState,
} from './stream-state.ts';

export type ConflictEvent = z.infer<typeof conflictEventSchema>;

export interface StreamListener {
  /** Also after each reconnection: what happened in between is to be asked for. */
  opened(): void;
  record(record: RecordSummary): void;
  /** A conflict was opened or decided. */
  conflict?(event: ConflictEvent): void;
  /** Something was said that is not understood here; the list must be asked for. */
  unreadable(): void;
  state(state: StreamState): void;
}

function parsed<Data>(schema: z.ZodType<Data>, text: string): Data | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Follows the office's event stream until the signal aborts. The browser reconnects by itself after a broken line; where
 * it gives up (any answer that is not a stream) this tries again with backoff, and at once when the link comes back.
 */
export function followStream(listener: StreamListener, signal: AbortSignal): void {
  let state: StreamState = LOOKING_FIRST;
  let source: EventSource | undefined;
  let lastEventId = '';
  let retry: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const step = (event: StreamEvent): void => {
    const before = state;
    state = nextStream(state, event);
    if (state.at !== before.at) listener.state(state);
    if (state.at === 'looking') patience ??= setTimeout(() => step({ type: 'patience-over' }), PATIENCE_MS);
    else {
      clearTimeout(patience);
      patience = undefined;
    }
  };
  const failed = (): void => {
    if (source?.readyState !== EventSource.CLOSED) return step({ type: 'broke-off' });
    step({ type: 'refused' });
    clearTimeout(retry);
    retry = setTimeout(connect, retryAfterMs('failures' in state ? state.failures : 0, Math.random()));
  };
  const heard = (event: MessageEvent<string>): void => {
    if (event.lastEventId !== '') lastEventId = event.lastEventId;
    const record = parsed(recordSummarySchema, event.data);
    if (record === undefined) listener.unreadable();
    else listener.record(record);
  };
  function connect(): void {
    clearTimeout(retry);
    source?.close();
    const from = lastEventId === '' ? '' : `?${new URLSearchParams({ lastEventId }).toString()}`;
    source = new EventSource(`${paths.events}${from}`);
    source.addEventListener('open', () => {
      step({ type: 'opened' });
      listener.opened();
    });
    source.addEventListener('error', failed);
    source.addEventListener('record', heard);
    source.addEventListener('conflict', (event: MessageEvent<string>) => {
      const conflict = parsed(conflictEventSchema, event.data);
      if (conflict === undefined) listener.unreadable();
      else listener.conflict?.(conflict);
    });
  }

  patience = setTimeout(() => step({ type: 'patience-over' }), PATIENCE_MS);
  addEventListener('online', connect, { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(retry);
    clearTimeout(patience);
    source?.close();
  });
  connect();
}
