/**
 * When to drain, while a page is open: on save (after a breath, so that several saves make one request), on recovery,
 * when the page comes into view, when backoff ends, and each interval. One drain at a time in this context.
 */
import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import type { DrainOptions, DrainOutcome } from './drainer.ts';
import type { Clock } from './ports.ts';

export interface SchedulerPorts {
  readonly clock: Clock;
  readonly drain: (options: DrainOptions) => Promise<DrainOutcome>;
  /** When to look again by itself, ms since 1970, and whether anything waits. */
  readonly outlook: () => Promise<{
    readonly notBefore: number;
    readonly waiting: boolean;
    readonly intervalMs: number;
  }>;
  readonly failed: (error: unknown) => void;
}

export type Trigger = 'start' | 'save' | 'online' | 'visible' | 'timer' | 'manual' | 'signed-in' | 'command';

const SAVE_BREATH_MS = 300;
/** Another context is sending: look in again, in case it dies. */
const BUSY_RECHECK_MS = 10_000;

const PULLING: ReadonlySet<Trigger> = new Set([
  'start',
  'online',
  'visible',
  'timer',
  'manual',
  'signed-in',
  'command',
]);

export class SyncScheduler {
  readonly #ports: SchedulerPorts;
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;
  #again: Trigger | undefined;
  #timer = new AbortController();
  #breath: Promise<void> | undefined;

  constructor(ports: SchedulerPorts) {
    this.#ports = ports;
  }

  /** Resolves when the drain that this trigger leads to has ended. */
  async trigger(trigger: Trigger): Promise<void> {
    if (this.#ended.signal.aborted) return;
    /* A person's wish is not swallowed by a timer's. */
    this.#again = this.#again === 'manual' ? 'manual' : trigger;
    this.#running ??= this.#run();
    await this.#running;
  }

  /** The link is back. A drain that runs is itself what found out, and goes on until nothing is left. */
  recovered(): void {
    if (this.#running === undefined) void this.trigger('online').catch(this.#ports.failed);
  }

  saved(): void {
    if (this.#breath !== undefined) return;
    this.#breath = this.#ports.clock.sleep(SAVE_BREATH_MS, this.#ended.signal).then(async () => {
      this.#breath = undefined;
      await this.trigger('save');
    });
    this.#breath.catch(this.#ports.failed);
  }

  stop(): void {
    this.#ended.abort();
    this.#timer.abort();
  }

  /** Nothing is awaited between the last look at `#again` and the end: no trigger comes in between and is forgotten. */
  async #run(): Promise<void> {
    let outcome: DrainOutcome = 'idle';
    while (!this.#ended.signal.aborted) {
      const trigger = this.#again;
      this.#again = undefined;
      if (trigger !== undefined) outcome = await this.#drain(trigger);
      else await this.#plan(outcome);
      if (trigger === undefined && this.#again === undefined) break;
    }
    this.#running = undefined;
  }

  async #drain(trigger: Trigger): Promise<DrainOutcome> {
    try {
      return await this.#ports.drain({
        trigger,
        manual: trigger === 'manual',
        ignoreBackoff: trigger === 'online' || trigger === 'signed-in',
        pull: PULLING.has(trigger),
        signal: this.#ended.signal,
      });
    } catch (error) {
      this.#ports.failed(error);
      return 'idle';
    }
  }

  /** An outlook that cannot be read must not be the last one. */
  async #outlook(): Promise<Awaited<ReturnType<SchedulerPorts['outlook']>>> {
    try {
      return await this.#ports.outlook();
    } catch (error) {
      this.#ports.failed(error);
      return { notBefore: 0, waiting: false, intervalMs: DEFAULT_SETTINGS.syncIntervalMinutes * 60_000 };
    }
  }

  async #plan(outcome: DrainOutcome): Promise<void> {
    const { clock } = this.#ports;
    const { notBefore, waiting, intervalMs } = await this.#outlook();
    if (this.#ended.signal.aborted) return;
    const now = clock.now();
    const soon = outcome === 'busy' && waiting ? now + BUSY_RECHECK_MS : undefined;
    const retry = waiting && notBefore > now ? notBefore : undefined;
    const at = Math.min(soon ?? Infinity, retry ?? Infinity, now + intervalMs);
    this.#timer.abort();
    const timer = new AbortController();
    this.#timer = timer;
    void clock.sleep(at - now, timer.signal).then(() => {
      if (!timer.signal.aborted) void this.trigger('timer');
    });
  }
}
