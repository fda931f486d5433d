import type { Logger } from 'pino';
import type { AlertBook } from '../fleet-ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import { Nap, realPause, type Pause } from './nap.ts';
import type { Service } from './service.ts';

export interface CriticalWatchParts {
  readonly alerts: AlertBook;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pause?: Pause;
}

/** An alert begins this much late at most. */
const LOOK_EVERY_MS = 30_000;
/** A hundred phones that report at once are looked at once. */
const GATHER_MS = 1_000;

/**
 * Looks which devices hold a critical record for too long. In any number of processes: one of them looks at a time, and what it
 * finds and the job that tells of it are one transaction, so that nobody is told twice and nothing is forgotten.
 */
export class CriticalWatch implements Service {
  readonly name = 'critical watch';
  private readonly parts: CriticalWatchParts;
  private readonly pause: Pause;
  private readonly nap: Nap;
  private readonly draining = new AbortController();
  private round: Promise<void> = Promise.resolve();

  constructor(parts: CriticalWatchParts) {
    this.parts = parts;
    this.pause = parts.pause ?? realPause;
    this.nap = new Nap(this.pause);
  }

  async run(signal: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([signal, this.draining.signal]);
    // A report can end an alert; so can another limit.
    const unsubscribe = this.parts.bus.subscribe(({ kind }) => {
      if (kind === 'device' || kind === 'alert-limit') this.nap.wake();
    });
    while (!stop.aborted) {
      this.nap.looks();
      this.round = this.look();
      await this.round;
      if (await this.nap.sleep(LOOK_EVERY_MS, stop)) await this.pause(GATHER_MS, stop).catch(() => undefined);
    }
    unsubscribe();
  }

  async drain(): Promise<void> {
    this.draining.abort();
    await this.round;
  }

  private async look(): Promise<void> {
    const { alerts, bus, clock, log } = this.parts;
    try {
      const limit = await alerts.limit();
      for (let more = true; more;) {
        const looked = await alerts.look(isoTime(clock()), limit);
        // The jobs tell whoever is to be told; without this they are found a little later.
        if (looked.changed > 0) bus.publish({ kind: 'jobs' });
        more = looked.more;
      }
    } catch (error) {
      log.error({ err: error }, 'devices that hold critical records could not be looked for');
    }
  }
}
