import type { ConnectionType, ConnectivityStatus, HoldReason } from '@fieldsync/protocol';
import {
  causeOf,
  INITIAL_CONNECTIVITY,
  isOnline,
  stepConnectivity,
  type ConnectivityEvent,
  type ConnectivityState,
} from './core/connectivity-machine.ts';
import type { Clock, EngineStore, ExchangeSeen, Random, Transport } from './ports.ts';

const PROBE_TIMEOUT_MS = 15_000;

export interface ConnectivityDetectorPorts {
  readonly store: EngineStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  /** The office is within reach again. */
  readonly recovered: () => void;
  readonly changed: (status: ConnectivityStatus & { readonly cause: HoldReason | null }) => void;
}

/**
 * Runs the connectivity machine: feeds it what the browser, probes and real traffic say, performs its effects, and
 * writes each change of status where screens and the worker read it.
 */
export class ConnectivityDetector {
  readonly #ports: ConnectivityDetectorPorts;
  readonly #ended = new AbortController();
  #state: ConnectivityState = INITIAL_CONNECTIVITY;
  #wake = new AbortController();
  #probing = false;
  /** Whether anybody has said yet if there is a link: a page opens before that. */
  #heard = false;
  #written = '';
  #writing: Promise<void> = Promise.resolve();

  constructor(ports: ConnectivityDetectorPorts) {
    this.#ports = ports;
  }

  get status(): ConnectivityStatus & { readonly cause: HoldReason | null } {
    const { quality, connectionType, lastConnectedAt, goodputBytesPerSecond } = this.#state;
    const online = isOnline(this.#state);
    return {
      isOnline: online,
      connectionType,
      connectionQuality: online ? quality : 'offline',
      lastConnected: lastConnectedAt === null ? null : new Date(lastConnectedAt).toISOString(),
      ...(goodputBytesPerSecond === null
        ? {}
        : { networkSpeed: Math.round((goodputBytesPerSecond * 8) / 10_000) / 100 }),
      cause: causeOf(this.#state),
    };
  }

  browser(online: boolean): void {
    this.#step({ type: 'browser', online });
  }

  network(connectionType: ConnectionType): void {
    const { clock, random } = this.#ports;
    this.#step({ type: 'network', connectionType, now: clock.now(), roll: random.roll() });
  }

  /** Look now rather than at the next planned probe. */
  check(): void {
    this.#step({ type: 'woke' });
  }

  /** Real traffic is the best probe. */
  observe(result: ExchangeSeen): void {
    const { clock, random } = this.#ports;
    const now = clock.now();
    if (!result.ok && result.figures.downBytes === 0) {
      this.#step({ type: 'failed', code: result.code, now, roll: random.roll() });
      return;
    }
    const { upBytes, durationMs } = result.figures;
    /* Only a small request's time is its round trip; a large one tells the rate. */
    const large = upBytes > 4_000;
    const goodput = large && durationMs > 0 ? { goodputBytesPerSecond: (upBytes * 1_000) / durationMs } : {};
    const rttMs = large ? durationMs / Math.max(1, Math.round(upBytes / 4_000)) : durationMs;
    this.#step({ type: 'reached', rttMs, now, ...goodput });
  }

  /** Resolves when the last change of status is on disk. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  stop(): void {
    this.#ended.abort();
    this.#wake.abort();
  }

  #step(event: ConnectivityEvent): void {
    if (this.#ended.signal.aborted) return;
    const { state, effects } = stepConnectivity(this.#state, event);
    this.#state = state;
    // Its kind is read while the page opens, and says nothing of the link: "no signal" stood there until the first exchange was over.
    if (event.type !== 'network') this.#heard = true;
    if (this.#heard) this.#publish();
    for (const effect of effects) {
      if (effect.do === 'probe') void this.#probe();
      else if (effect.do === 'wake-at') void this.#wakeAt(effect.at);
      else this.#ports.recovered();
    }
  }

  async #probe(): Promise<void> {
    if (this.#probing) return;
    this.#probing = true;
    const { transport, clock, random } = this.#ports;
    const result = await transport.probe({ signal: this.#ended.signal, timeoutMs: PROBE_TIMEOUT_MS });
    this.#probing = false;
    if (result.ok) this.#step({ type: 'reached', rttMs: result.rttMs, now: clock.now() });
    else this.#step({ type: 'failed', code: result.code, now: clock.now(), roll: random.roll() });
  }

  async #wakeAt(at: number): Promise<void> {
    this.#wake.abort();
    const wake = new AbortController();
    this.#wake = wake;
    await this.#ports.clock.sleep(at - this.#ports.clock.now(), wake.signal);
    if (!wake.signal.aborted) this.#step({ type: 'woke' });
  }

  #publish(): void {
    const { status } = this;
    /* lastConnected moves with each reply; writing it each time would wake every screen for nothing. */
    const digest = JSON.stringify({
      ...status,
      lastConnected: null,
      networkSpeed: Math.round(status.networkSpeed ?? 0),
    });
    if (digest === this.#written) return;
    this.#written = digest;
    const { store, changed } = this.#ports;
    this.#writing = this.#writing
      .then(() => store.write((tx) => tx.putMeta('connectivity', status)))
      .then(() => {
        changed(status);
      })
      /* A full or closed database must not stop detection; the next change tries again. */
      .catch(() => {
        this.#written = '';
      });
  }
}
