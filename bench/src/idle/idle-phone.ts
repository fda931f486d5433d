import { gzipSync } from 'node:zlib';
import type { DeviceId, ExchangeRequest } from '@fieldsync/protocol';
import {
  burstJoules,
  Drainer,
  ManualClock,
  MemoryDrainLock,
  MemoryEngineStore,
  readOutlook,
  seededRandom,
  SyncScheduler,
  type ExchangeResult,
  type Radio,
  type Transport,
} from '@fieldsync/engine/testing';

export interface IdleHour {
  readonly requests: number;
  /** Bodies both ways. */
  readonly bytes: number;
  readonly joules: number;
}

export const HOUR_MS = 3_600_000;

/** What a request costs a radio that was last used then. */
class Meter {
  readonly #radio: Radio;
  readonly #rttMs: number;
  #lastAt = -Infinity;
  #hour: IdleHour = { requests: 0, bytes: 0, joules: 0 };

  constructor(radio: Radio, rttMs: number) {
    this.#radio = radio;
    this.#rttMs = rttMs;
  }

  request(upBytes: number, downBytes: number, now: number): void {
    const { requests, bytes, joules } = this.#hour;
    const burst = { upBytes, downBytes, airMs: this.#rttMs, idleMs: now - this.#lastAt };
    this.#lastAt = now + this.#rttMs;
    this.#hour = {
      requests: requests + 1,
      bytes: bytes + upBytes + downBytes,
      joules: joules + burstJoules(this.#radio, burst),
    };
  }

  /** What was used since the last call. */
  read(): IdleHour {
    const hour = this.#hour;
    this.#hour = { requests: 0, bytes: 0, joules: 0 };
    return hour;
  }
}

/** Below this a body goes as it is, as in the transport. */
const bodyBytes = (json: string): number =>
  json.length < 150 ? json.length : Math.min(json.length, gzipSync(json).length);

/** The engine on a phone with nothing to send, at an office with nothing new, hour by hour. */
export async function idleEngine(
  options: { readonly radio: Radio; readonly rttMs: number; readonly visible: boolean },
  hours: number,
): Promise<readonly IdleHour[]> {
  const clock = new ManualClock();
  const meter = new Meter(options.radio, options.rttMs);
  const transport: Transport = {
    exchange: (request: ExchangeRequest): Promise<ExchangeResult> => {
      const sent = JSON.stringify(request);
      const reply = { cursor: request.cursor ?? 'e.0', now: new Date(clock.now()).toISOString() };
      const received = JSON.stringify({ success: true, data: reply });
      const upBytes = bodyBytes(sent);
      meter.request(upBytes, received.length, clock.now());
      const figures = {
        rawBytes: sent.length,
        upBytes,
        downBytes: received.length,
        durationMs: options.rttMs,
      };
      return Promise.resolve({ ok: true, reply, figures });
    },
    isOffline: () => false,
    isCold: () => true,
    probe: () => Promise.resolve({ ok: true, rttMs: options.rttMs }),
  };
  const store = new MemoryEngineStore();
  const random = seededRandom(1);
  const drainer = new Drainer({
    store,
    transport,
    lock: new MemoryDrainLock(),
    clock,
    random,
    device: '00000000-0000-7000-8000-000000000001' as DeviceId,
    appVersion: '1.0.0',
    storage: () => Promise.resolve(undefined),
    emit: () => undefined,
    observe: () => undefined,
    reordering: () => undefined,
  });
  const scheduler = new SyncScheduler({
    clock,
    random,
    drain: (drain) => drainer.drain(drain),
    outlook: () => store.read((tx) => readOutlook(tx, clock.now())),
    page: () => ({ visible: options.visible, pressed: false }),
    idle: () => Promise.resolve(),
    planned: (look) => store.write((tx) => tx.putMeta('nextLook', look)),
    failed: (error) => {
      throw error;
    },
  });
  /* Opening the app is not idleness: its first look is left out. */
  await scheduler.trigger('start');
  meter.read();
  const seen: IdleHour[] = [];
  for (let hour = 0; hour < hours; hour += 1) {
    await clock.advance(HOUR_MS);
    seen.push(meter.read());
  }
  scheduler.stop();
  return seen;
}

/** A page that asks for changes every five minutes with a plain fetch: a GET with no body, the same reply. */
export function pollingHour(radio: Radio, rttMs: number): IdleHour {
  const meter = new Meter(radio, rttMs);
  const reply = JSON.stringify({ success: true, data: { cursor: 'e.0', now: new Date(0).toISOString() } });
  meter.request(0, reply.length, 0);
  meter.read();
  for (let at = 300_000; at <= HOUR_MS; at += 300_000) meter.request(0, reply.length, at);
  return meter.read();
}
