import { paths, recordPageSchema, type RecordPage } from '@fieldsync/protocol';
import type { askOffice, NoAnswer } from './ask-office.ts';
import type { followStream } from './follow-stream.ts';
import { liveQuery, type LiveFilters } from './live-filters.ts';
import { isSettled, nextList, openList, type LiveEvent, type LiveList } from './live-list.ts';
import { QUIET_MS } from './reading-place.ts';
import { LOOKING_FIRST, type StreamState } from './stream-state.ts';

export interface LiveSnapshot {
  readonly list: LiveList;
  readonly stream: StreamState;
  /** Why the last question was not answered. */
  readonly refusal: NoAnswer | undefined;
  readonly loadingMore: boolean;
  /** Counts how often what this account may see has become less, as far as this page knows. */
  readonly scope: number;
}

export interface LivePorts {
  readonly ask: typeof askOffice;
  readonly follow: typeof followStream;
  /** Whether a person reads in the list now, so that no row may move. */
  readonly isReading: () => boolean;
  /** Runs `work` after `ms` unless it is cancelled by the function that is returned. */
  readonly later: (ms: number, work: () => void) => () => void;
}

const PAGE = 50;
const LARGEST_PAGE = 200;
/** Many records may arrive in one second; their counts are asked for once. */
export const SETTLE_MS = 3_000;

/** The list of records that came in, kept up to date by the event stream while it runs. */
export class LiveStore {
  readonly #ports: LivePorts;
  readonly #listeners = new Set<() => void>();
  readonly #heard = new Set<() => void>();
  #snapshot: LiveSnapshot;
  #asking = new AbortController();
  #cancelSettling: (() => void) | undefined;
  #cancelLettingIn: (() => void) | undefined;

  constructor(filters: LiveFilters, ports: LivePorts) {
    this.#ports = ports;
    this.#snapshot = {
      list: openList(filters),
      stream: LOOKING_FIRST,
      refusal: undefined,
      loadingMore: false,
      scope: 0,
    };
  }

  readonly snapshot = (): LiveSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Each time that something came in, or may have come in unheard. */
  readonly onHeard = (listener: () => void): (() => void) => {
    this.#heard.add(listener);
    return () => this.#heard.delete(listener);
  };

  /** Follows the stream until the signal aborts. */
  run(signal: AbortSignal): void {
    this.#ports.follow(
      {
        opened: () => {
          // What happened while nobody listened is in no event.
          this.tryNow();
          this.#tell();
        },
        record: (record) => {
          this.#step({ type: 'record', record, hold: this.#ports.isReading() });
          this.settle();
          this.#tell();
        },
        left: (id) => {
          this.#narrowed();
          // An answer under way may have been written before.
          if (this.#snapshot.list.sinceRequest !== undefined) void this.#askForRows();
          this.#step({ type: 'left', id });
        },
        event: (name) => {
          if (name !== 'scope') return;
          this.#narrowed();
          this.show(this.#snapshot.list.filters);
        },
        unreadable: () => this.#step({ type: 'unsettled' }),
        state: (stream) => this.#set({ stream }),
      },
      signal,
    );
    signal.addEventListener('abort', () => {
      this.#asking.abort();
      this.#cancelSettling?.();
      this.#cancelSettling = undefined;
      this.#cancelLettingIn?.();
      this.#cancelLettingIn = undefined;
    });
  }

  show(filters: LiveFilters): void {
    this.#step({ type: 'opened', filters });
    void this.#askForRows();
  }

  tryNow(): void {
    void this.#askForRows();
  }

  letIn(): void {
    this.#step({ type: 'let-in' });
  }

  /** Puts the rows in order if nobody reads; otherwise looks again in a while. */
  settle(): void {
    this.#cancelLettingIn?.();
    this.#cancelLettingIn = undefined;
    if (isSettled(this.#snapshot.list)) return;
    if (this.#ports.isReading()) this.#cancelLettingIn = this.#ports.later(QUIET_MS, () => this.settle());
    else this.letIn();
  }

  async more(): Promise<void> {
    const { list, loadingMore } = this.#snapshot;
    const after = list.next;
    if (after === null || loadingMore) return;
    this.#set({ loadingMore: true });
    const page = await this.#page({ after, limit: PAGE }, new AbortController().signal);
    this.#set({ loadingMore: false });
    if (page !== undefined && this.#snapshot.list.filters === list.filters)
      this.#step({ type: 'more', after, page });
  }

  async #askForRows(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#step({ type: 'asked' });
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, this.#snapshot.list.shown.length));
    const page = await this.#page({ limit }, signal);
    if (signal.aborted) return;
    this.#step(
      page === undefined
        ? { type: 'not-answered' }
        : { type: 'answered', page, hold: this.#ports.isReading() },
    );
  }

  async #page(part: { after?: string; limit: number }, signal: AbortSignal): Promise<RecordPage | undefined> {
    const query = liveQuery(this.#snapshot.list.filters, part);
    const answer = await this.#ports.ask(`${paths.records}?${query.toString()}`, recordPageSchema, signal);
    if (signal.aborted) return undefined;
    this.#set({ refusal: answer.ok ? undefined : answer.why });
    return answer.ok ? answer.data : undefined;
  }

  #narrowed(): void {
    this.#set({ scope: this.#snapshot.scope + 1 });
  }

  #step(event: LiveEvent): void {
    this.#set({ list: nextList(this.#snapshot.list, event) });
    const { stale, sinceRequest } = this.#snapshot.list;
    if (!stale || sinceRequest !== undefined || this.#cancelSettling !== undefined) return;
    this.#cancelSettling = this.#ports.later(SETTLE_MS, () => {
      this.#cancelSettling = undefined;
      if (this.#snapshot.list.stale) void this.#askForRows();
    });
  }

  #set(change: Partial<LiveSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }

  #tell(): void {
    for (const listener of this.#heard) listener();
  }
}
