/**
 * What the log on this phone notes: codes, counts and times. By its types nothing that a person wrote, no name, no place and no
 * id of a record has a field here, so a log can be handed to anybody.
 */
import type { ErrorCode, HoldReason } from '@fieldsync/protocol';
import type { SessionOutcome, SessionRow } from './stored.ts';

export type Note =
  /** An engine opened. */
  | { readonly what: 'opened'; readonly context: LogContext; readonly build: string }
  | { readonly what: 'session'; readonly session: SessionNote }
  /** An exchange that the office did not answer, or answered with an error. */
  | { readonly what: 'failure'; readonly code: ErrorCode; readonly ms: number }
  /** The policy says no for these reasons; none: nothing stands in the way any more. */
  | { readonly what: 'hold'; readonly reasons: readonly HoldReason[] }
  | { readonly what: 'link'; readonly online: boolean; readonly cause: HoldReason | null }
  /** The browser woke the worker. `done` false: records are left, and it is asked to wake again. */
  | { readonly what: 'wake'; readonly event: WakeEvent; readonly done: boolean; readonly lastChance: boolean }
  /** Rows that could not be read were put aside. */
  | { readonly what: 'quarantine'; readonly rows: number }
  | { readonly what: 'self-test'; readonly warned: readonly string[]; readonly failed: readonly string[] }
  /** An error that nobody expected: its class only, for its message may quote what somebody wrote. */
  | { readonly what: 'error'; readonly name: string };

/** `worker`: the service worker. `drainer`: the worker that sends for a page. */
export type LogContext = 'page' | 'worker' | 'drainer';
export type WakeEvent = 'sync' | 'periodicsync';

export interface SessionNote {
  readonly trigger: string;
  readonly outcome: SessionOutcome | null;
  readonly completed: number;
  readonly failed: number;
  readonly received: number;
  readonly requests: number;
  readonly wireBytes: number;
  readonly ms: number;
  readonly firstAckMs: number | null;
}

export interface StoredNote {
  readonly seq: number;
  /** ms since 1970, by the phone's clock. */
  readonly at: number;
  readonly note: Note;
}

/** Notes kept; the oldest make way. At four sessions an hour with a failure each, some ten days. */
export const NOTES_KEPT = 2_000;
/** JSON bytes of one note at most, so the whole log is at most a megabyte. */
export const NOTE_BYTES = 512;

export function sessionNote(session: SessionRow): Note {
  const { firstAckAt, startedAt, endedAt } = session;
  return {
    what: 'session',
    session: {
      trigger: session.trigger,
      outcome: session.outcome,
      completed: session.completed,
      failed: session.failed,
      received: session.received ?? 0,
      requests: session.requests,
      wireBytes: session.wireBytes,
      ms: Math.max(0, (endedAt ?? startedAt) - startedAt),
      firstAckMs: firstAckAt === undefined ? null : Math.max(0, firstAckAt - startedAt),
    },
  };
}

/** A note that fits its slot. One that does not says only what it was of. */
export function boundedNote(note: Note): Note {
  return JSON.stringify(note).length <= NOTE_BYTES ? note : { what: 'error', name: `long ${note.what}` };
}

/** One line of the file that a person saves. */
export function noteLine({ at, note }: StoredNote): string {
  return `${new Date(at).toISOString()} ${note.what} ${factsOf(note)}`.trimEnd();
}

function factsOf(note: Note): string {
  switch (note.what) {
    case 'opened':
      return `${note.context} build ${note.build}`;
    case 'session':
      return sessionFacts(note.session);
    case 'failure':
      return `${note.code} after ${String(Math.round(note.ms))} ms`;
    case 'hold':
      return note.reasons.length === 0 ? 'none' : note.reasons.join(', ');
    case 'link':
      return note.online ? 'online' : `offline ${note.cause ?? ''}`;
    case 'wake':
      return `${note.event} ${note.done ? 'done' : 'records left'}${note.lastChance ? ' last chance' : ''}`;
    case 'quarantine':
      return `${String(note.rows)} rows`;
    case 'self-test':
      return `failed: ${note.failed.join(', ') || 'none'}; warned: ${note.warned.join(', ') || 'none'}`;
    case 'error':
      return note.name;
  }
}

function sessionFacts(session: SessionNote): string {
  const { trigger, outcome, completed, failed, received, requests, wireBytes, ms, firstAckMs } = session;
  return [
    trigger,
    outcome ?? 'unfinished',
    `sent ${String(completed)}`,
    `not taken ${String(failed)}`,
    `received ${String(received)}`,
    `requests ${String(requests)}`,
    `bytes ${String(wireBytes)}`,
    `ms ${String(Math.round(ms))}`,
    ...(firstAckMs === null ? [] : [`first answer ms ${String(Math.round(firstAckMs))}`]),
  ].join(' ');
}
