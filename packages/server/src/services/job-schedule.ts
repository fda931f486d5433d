import type { Logger } from 'pino';
import type { JobQueue } from '../job-ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import { realPause, type Pause } from './nap.ts';
import type { Service } from './service.ts';

export interface JobScheduleParts {
  readonly queue: JobQueue;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pause?: Pause;
}

const EVERY_MS = 6 * 60 * 60_000;

/** Adds the jobs that come round. Any number of processes may do so: of each only one is open at a time. */
export class JobSchedule implements Service {
  readonly name = 'job schedule';
  private readonly parts: JobScheduleParts;
  private readonly pause: Pause;

  constructor(parts: JobScheduleParts) {
    this.parts = parts;
    this.pause = parts.pause ?? realPause;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { queue, bus, clock, log } = this.parts;
    while (!signal.aborted) {
      try {
        await queue.add(
          [{ kind: 'retention:purge', payload: {}, key: 'routine', score: 0 }],
          isoTime(clock()),
        );
        bus.publish({ kind: 'jobs' });
      } catch (error) {
        log.warn({ err: error }, 'the routine jobs could not be added');
      }
      await this.pause(EVERY_MS, signal).catch(() => undefined);
    }
  }
}
