import {
  conflictEventSchema,
  EVENT_NAMES,
  leftEventSchema,
  paths,
  recordSummarySchema,
  type EventName,
  type RecordSummary,
} from '@fieldsync/protocol';
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
  /** A record that was seen through an area is not for this account any more. */
  left?(id: string): void;
  /** A conflict was opened or decided. */
  conflict?(event: ConflictEvent): void;
  /** Any other that the office tells: whoever wants to know more asks. */
  event?(name: EventName): void;
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

/** Of everything else only the name is told. */
const OTHERS = EVENT_NAMES.filter((name) => name !== 'record' && name !== 'left' && name !== 'conflict');

/** One stream and everybody on this page who listens to it. */
class PageStream {
  readonly #listeners = new Set<StreamListener>();
  readonly #end = new AbortController();
  #state: StreamState = LOOKING_FIRST;

  constructor() {
    const tellAll = (say: (listener: StreamListener) => void): void => [...this.#listeners].forEach(say);
    openStream(
      {
        opened: () => tellAll((listener) => listener.opened()),
        record: (record) => tellAll((listener) => listener.record(record)),
        left: (id) => tellAll((listener) => listener.left?.(id)),
        conflict: (event) => tellAll((listener) => listener.conflict?.(event)),
        event: (name) => tellAll((listener) => listener.event?.(name)),
        unreadable: () => tellAll((listener) => listener.unreadable()),
        state: (state) => {
          this.#state = state;
          tellAll((listener) => listener.state(state));
        },
      },
      this.#end.signal,
    );
  }

  join(listener: StreamListener): void {
    this.#listeners.add(listener);
    if (this.#state !== LOOKING_FIRST) listener.state(this.#state);
    if (this.#state.at === 'live') listener.opened();
  }

  /** @returns whether nobody listens any more: it is closed */
  leave(listener: StreamListener): boolean {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return false;
    this.#end.abort();
    return true;
  }
}

let pageStream: PageStream | undefined;

/**
 * Follows the office's event stream until the signal aborts. All who do so on a page share one connection: over HTTP/1.1 a
 * browser has six for all its tabs.
 */
export function followStream(listener: StreamListener, signal: AbortSignal): void {
  const stream = (pageStream ??= new PageStream());
  stream.join(listener);
  signal.addEventListener('abort', () => {
    if (stream.leave(listener) && pageStream === stream) pageStream = undefined;
  });
}

/**
 * The browser reconnects by itself after a broken line; where
 * it gives up (any answer that is not a stream) this tries again with backoff, and at once when the link comes back.
 */
function openStream(listener: StreamListener, signal: AbortSignal): void {
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
    source.addEventListener('left', (event: MessageEvent<string>) => {
      const left = parsed(leftEventSchema, event.data);
      if (left === undefined) listener.unreadable();
      else listener.left?.(left.id);
    });
    for (const name of OTHERS) source.addEventListener(name, () => listener.event?.(name));
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
