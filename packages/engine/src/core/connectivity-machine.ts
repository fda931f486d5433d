/**
 * Is the office within reach, and how well? Signals and probes in, status and probes out. Knows nothing of timers or
 * fetch; the shell performs the effects and feeds the outcomes back.
 *
 *   offline --browser online--> checking --reached--> online
 *      ^                          |   ^                 |
 *      |                     failed   | woke         failed
 *      +--browser offline--+      v   |                 v
 *                          portal / unreachable <--- checking
 *
 * The radio being on says nothing: online means that *our* server answered, by its header.
 */
import type { ConnectionQuality, ConnectionType, ErrorCode, HoldReason } from '@fieldsync/protocol';
import { backoffMs } from './backoff.ts';

export type Phase = 'offline' | 'checking' | 'online' | 'portal' | 'unreachable';

export interface ConnectivityState {
  readonly phase: Phase;
  readonly quality: ConnectionQuality;
  /** A different quality seen once; it counts when seen again. */
  readonly candidate: ConnectionQuality | null;
  readonly connectionType: ConnectionType;
  readonly attempt: number;
  /** Phase from which a check began: a device that was online says so until the check fails. */
  readonly wasOnline: boolean;
  readonly lastConnectedAt: number | null;
  readonly goodputBytesPerSecond: number | null;
}

export type ConnectivityEvent =
  | { readonly type: 'browser'; readonly online: boolean }
  | {
      readonly type: 'network';
      readonly connectionType: ConnectionType;
      readonly roll: number;
      readonly now: number;
    }
  | {
      readonly type: 'reached';
      readonly rttMs: number;
      readonly goodputBytesPerSecond?: number;
      readonly now: number;
    }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly now: number; readonly roll: number }
  | { readonly type: 'woke' };

export type ConnectivityEffect =
  { readonly do: 'probe' } | { readonly do: 'wake-at'; readonly at: number } | { readonly do: 'recovered' };

export interface ConnectivityStep {
  readonly state: ConnectivityState;
  readonly effects: readonly ConnectivityEffect[];
}

/** Probing a mast that may come back: soon at first, never more often than each minute later on. */
const PROBE_BACKOFF = { baseMs: 4_000, capMs: 60_000 } as const;

export const INITIAL_CONNECTIVITY: ConnectivityState = {
  phase: 'offline',
  quality: 'offline',
  candidate: null,
  connectionType: 'unknown',
  attempt: 0,
  wasOnline: false,
  lastConnectedAt: null,
  goodputBytesPerSecond: null,
};

/**
 * Round trips of a tiny request: a weak 2G mast takes 600 ms and more, 3G about 300, 4G and Wi-Fi under 150
 * (link profiles of the benchmarks).
 */
export function qualityOf(rttMs: number): Exclude<ConnectionQuality, 'offline'> {
  if (rttMs < 150) return 'excellent';
  return rttMs < 450 ? 'good' : 'poor';
}

export function isOnline(state: ConnectivityState): boolean {
  return state.phase === 'online' || (state.phase === 'checking' && state.wasOnline);
}

/** Why nothing can be sent, in terms of the link; null when the office is within reach. */
export function causeOf(state: ConnectivityState): HoldReason | null {
  if (state.phase === 'portal') return 'portal';
  if (state.phase === 'unreachable') return 'unreachable';
  return state.phase === 'offline' ? 'offline' : null;
}

function settledQuality(
  state: ConnectivityState,
  seen: ConnectionQuality,
): Pick<ConnectivityState, 'quality' | 'candidate'> {
  if (state.quality === 'offline' || state.quality === seen) return { quality: seen, candidate: null };
  return state.candidate === seen
    ? { quality: seen, candidate: null }
    : { quality: state.quality, candidate: seen };
}

function reached(
  state: ConnectivityState,
  event: Extract<ConnectivityEvent, { type: 'reached' }>,
): ConnectivityStep {
  const next: ConnectivityState = {
    ...state,
    ...settledQuality(state, qualityOf(event.rttMs)),
    phase: 'online',
    attempt: 0,
    wasOnline: true,
    lastConnectedAt: event.now,
    goodputBytesPerSecond: event.goodputBytesPerSecond ?? state.goodputBytesPerSecond,
  };
  return { state: next, effects: isOnline(state) ? [] : [{ do: 'recovered' }] };
}

function failed(
  state: ConnectivityState,
  event: Extract<ConnectivityEvent, { type: 'failed' }>,
): ConnectivityStep {
  /* Also a probe that comes to nothing after the browser has said that there is no network. */
  if (event.code === 'OFFLINE' || state.phase === 'offline') return offline(state);
  /* One lost request on a link that worked: look again before saying that it is gone. */
  if (state.phase === 'online' && event.code !== 'PORTAL')
    return { state: { ...state, phase: 'checking' }, effects: [{ do: 'probe' }] };
  const phase: Phase = event.code === 'PORTAL' ? 'portal' : 'unreachable';
  const waitMs = 1_000 + backoffMs(state.attempt, event.roll, PROBE_BACKOFF);
  return {
    state: {
      ...state,
      phase,
      quality: 'offline',
      candidate: null,
      wasOnline: false,
      attempt: state.attempt + 1,
    },
    effects: [{ do: 'wake-at', at: event.now + waitMs }],
  };
}

function offline(state: ConnectivityState): ConnectivityStep {
  return {
    state: { ...state, phase: 'offline', quality: 'offline', candidate: null, wasOnline: false, attempt: 0 },
    effects: [],
  };
}

function check(state: ConnectivityState): ConnectivityStep {
  return { state: { ...state, phase: 'checking' }, effects: [{ do: 'probe' }] };
}

export function stepConnectivity(state: ConnectivityState, event: ConnectivityEvent): ConnectivityStep {
  switch (event.type) {
    case 'browser':
      if (!event.online) return offline(state);
      return state.phase === 'online' ? { state, effects: [] } : check({ ...state, attempt: 0 });
    case 'network': {
      const changed = { ...state, connectionType: event.connectionType };
      /* Another network under the same "online": what was measured on the old one no longer counts. */
      const moved = event.connectionType !== state.connectionType && state.phase !== 'offline';
      return moved ? check({ ...changed, attempt: 0 }) : { state: changed, effects: [] };
    }
    case 'reached':
      return reached(state, event);
    case 'failed':
      return failed(state, event);
    case 'woke':
      return state.phase === 'online' || state.phase === 'offline' ? { state, effects: [] } : check(state);
  }
}
