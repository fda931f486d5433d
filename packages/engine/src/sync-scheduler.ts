/**
 * When to drain, while a page is open: on save (after a breath, so that several saves make one request), on recovery,
 * when the page comes into view, and when `nextLook` says so. One drain at a time in this context.
 */
import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { LANES } from './core/lanes.ts';
import type { NextLook } from './core/look.ts';
import { nextLook, type Outlook } from './core/next-look.ts';
import type { DrainOptions, DrainOutcome } from './drainer.ts';
import type { Clock, Random } from './ports.ts';

export interface SchedulerPorts {
  readonly clock: Clock;
  readonly random: Pick<Random, 'roll'>;
  readonly drain: (options: DrainOptions) => Promise<DrainOutcome>;
  readonly outlook: () => Promise<Outlook>;
  /** What the page sees at this moment. */
  readonly page: () => { readonly visible: boolean; readonly pressed: boolean };
  /** Resolves when the browser has nothing better to do, or soon. */
  readonly idle: () => Promise<void>;
  /** Tells screens when the next look is. */
  readonly planned: (look: NextLook) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

export type Trigger = 'start' | 'save' | 'online' | 'visible' | 'timer' | 'manual' | 'signed-in' | 'command';

const SAVE_BREATH_MS = 300;

/**
 * A mast that comes back lets go all its phones in the same second. Those with nothing critical step aside for up to
 * this long: short beside a window of 20 s, long beside the few ms that the office takes for one of them.
 */
const RECONNECT_SPREAD_MS = 1_000;

const PULLING: ReadonlySet<Trigger> = new Set([
  'start',
  'online',
  'visible',
  'timer',
  'manual',
  'signed-in',
  'command',
]);

/** An outlook that cannot be read must not be the last one. */
const BLIND: Outlook = {
  intervalMs: DEFAULT_SETTINGS.syncIntervalMinutes * 60_000,
  sendable: 0,
  critical: false,
  earliestItemAt: null,
  notBefore: 0,
  policy: { lanes: LANES, lookAgainAt: null, mayAsk: false },
};

export class SyncScheduler {
  readonly #ports: SchedulerPorts;
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;
  #again: Trigger | undefined;
  #timer = new AbortController();
  #breath: Promise<void> | undefined;
  /** Looks in a row that neither sent nor brought anything. */
  #quiet = 0;
  #heard = false;

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

  /** The link is back: at once with something critical, else a moment later, so that not all phones come at once. */
  async reconnected(): Promise<void> {
    const { critical } = await this.#outlook();
    if (!critical) {
      const { clock, random } = this.#ports;
      await clock.sleep(random.roll() * RECONNECT_SPREAD_MS, this.#ended.signal);
    }
    await this.trigger('online');
  }

  /** The same, unless a drain is running: it is itself what found out, and goes on until nothing is left. */
  recovered(): void {
    if (this.#running === undefined) void this.reconnected().catch(this.#ports.failed);
  }

  saved(): void {
    if (this.#breath !== undefined) return;
    this.#breath = this.#ports.clock.sleep(SAVE_BREATH_MS, this.#ended.signal).then(async () => {
      this.#breath = undefined;
      await this.trigger('save');
    });
    this.#breath.catch(this.#ports.failed);
  }

  /** Something was sent, or came in, here or in another context: looks are close together again. */
  heard(): void {
    this.#heard = true;
    if (this.#quiet > 0) this.replan();
  }

  /** What the plan was made from has changed. */
  replan(): void {
    if (this.#running === undefined && !this.#ended.signal.aborted)
      void this.#plan('idle').catch(this.#ports.failed);
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
    this.#heard = false;
    try {
      const outcome = await this.#ports.drain({
        trigger,
        manual: trigger === 'manual',
        ignoreBackoff: trigger === 'online' || trigger === 'signed-in',
        pull: PULLING.has(trigger),
        signal: this.#ended.signal,
      });
      if (trigger === 'timer' && !this.#heard) this.#quiet += 1;
      return outcome;
    } catch (error) {
      this.#ports.failed(error);
      return 'idle';
    }
  }

  async #outlook(): Promise<Outlook> {
    try {
      return await this.#ports.outlook();
    } catch (error) {
      this.#ports.failed(error);
      return BLIND;
    }
  }

  async #plan(outcome: DrainOutcome): Promise<void> {
    const { clock, page, planned } = this.#ports;
    const outlook = await this.#outlook();
    if (this.#ended.signal.aborted) return;
    if (this.#heard) this.#quiet = 0;
    const now = clock.now();
    const look = nextLook({ ...outlook, ...page(), now, quiet: this.#quiet, busy: outcome === 'busy' });
    this.#timer.abort();
    const timer = new AbortController();
    this.#timer = timer;
    void this.#wait(look, look.at - now, timer.signal);
    await planned(look).catch(this.#ports.failed);
  }

  async #wait(look: NextLook, ms: number, signal: AbortSignal): Promise<void> {
    await this.#ports.clock.sleep(ms, signal);
    if (signal.aborted) return;
    /* Only asking for news can wait until the person's taps are served. */
    if (look.why === 'interval') await this.#ports.idle();
    if (!signal.aborted) await this.trigger('timer');
  }
}
