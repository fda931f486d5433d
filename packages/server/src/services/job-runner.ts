import type { Logger } from 'pino';
import type { JobKind, NewJob } from '../core/job.ts';
import { retryJobAfterMs } from '../core/job-retry.ts';
import type { ClaimedJob, JobQueue } from '../job-ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import { realPause, type Pause } from './nap.ts';
import type { Service } from './service.ts';

/** What else is to be done because of a job; added in the transaction that ends it. */
export type JobHandler = (
  payload: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<readonly NewJob[] | undefined>;
export type JobHandlers = Readonly<Record<JobKind, JobHandler>>;

export interface JobRunnerParts {
  readonly queue: JobQueue;
  readonly handlers: JobHandlers;
  readonly bus: EventBus;
  readonly clock: Clock;
  /** 0 up to 1. */
  readonly chance: () => number;
  readonly log: Logger;
  /** Jobs at once. */
  readonly concurrency?: number;
  /** Whether it looks for jobs by itself; else a dispatcher says which one is to be run. */
  readonly looks?: boolean;
  readonly pause?: Pause;
}

/** A job is somebody else's this long after its runner was last heard of. */
const CLAIM_MS = 30_000;
/** A claim is renewed three times before it ends. */
const KEEP_MS = 10_000;
/** Jobs whose time comes, and those of a process that died, are found within this time. */
const LOOK_MS = 5_000;

/**
 * Runs the jobs, at least once each: a handler must do no harm when it runs twice. In any number of processes; the row of
 * a job says who has it. Whatever is killed here, its jobs are taken over once their claims end.
 */
export class JobRunner implements Service {
  readonly name = 'jobs';
  private readonly parts: JobRunnerParts;
  private readonly pause: Pause;
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private wakeUp: () => void = () => undefined;
  private woken = false;
  private isLeaving = false;

  constructor(parts: JobRunnerParts) {
    this.parts = parts;
    this.pause = parts.pause ?? realPause;
  }

  private get room(): number {
    return this.isLeaving ? 0 : (this.parts.concurrency ?? 4) - this.running.size;
  }

  async run(signal: AbortSignal): Promise<void> {
    const unsubscribe = this.parts.bus.subscribe(({ kind }) => {
      if (kind === 'jobs') this.wake();
    });
    signal.addEventListener('abort', () => this.ending.abort(), { once: true });
    while (!signal.aborted) {
      if (this.parts.looks !== false) await this.look();
      await this.untilWoken(signal);
    }
    unsubscribe();
    await this.drain();
  }

  /** Begins nothing new and waits for what is under way. */
  async drain(): Promise<void> {
    this.isLeaving = true;
    await Promise.all(this.running);
  }

  /** Runs this one now, if it is due and nobody has it. Resolves when it is over, or was not begun. */
  async runOne(id: number): Promise<void> {
    if (this.isLeaving) return;
    const [job] = await this.parts.queue.claim({ ...this.claim(), limit: 1, only: id });
    if (job !== undefined) await this.begin(job);
  }

  /** Begins what is due, as much as there is room for. */
  private async look(): Promise<void> {
    this.woken = false;
    try {
      while (this.room > 0) {
        const jobs = await this.parts.queue.claim({ ...this.claim(), limit: this.room });
        for (const job of jobs) void this.begin(job);
        if (jobs.length === 0) return;
      }
    } catch (error) {
      // The database is away: the next look tries again, and the jobs are in it.
      this.parts.log.warn({ err: error }, 'the jobs could not be looked at');
    }
  }

  private claim(): { at: string; until: string } {
    const now = this.parts.clock();
    return { at: isoTime(now), until: isoTime(now + CLAIM_MS) };
  }

  private begin(job: ClaimedJob): Promise<void> {
    const done = this.work(job).finally(() => {
      this.running.delete(done);
      this.wake();
    });
    this.running.add(done);
    return done;
  }

  private async work(job: ClaimedJob): Promise<void> {
    const { queue, handlers, clock, chance, log } = this.parts;
    const over = new AbortController();
    const keeping = this.keep(job, over);
    const about = { job: job.id, kind: job.kind, attempts: job.attempts };
    try {
      const signal = AbortSignal.any([over.signal, this.ending.signal]);
      const next = await handlers[job.kind](job.payload, signal);
      if (!(await queue.finish(job, isoTime(clock()), next))) log.warn(about, 'a job was taken over');
      else if (next !== undefined && next.length > 0) this.wake();
    } catch (error) {
      const now = clock();
      const afterMs = retryJobAfterMs(job.attempts, chance());
      log[afterMs === undefined ? 'error' : 'warn']({ err: error, ...about, afterMs }, 'a job failed');
      const notBefore = afterMs === undefined ? null : isoTime(now + afterMs);
      // Cannot be noted when the database is away: the claim ends, and somebody takes the job over.
      await queue
        .fail(job, messageOf(error), isoTime(now), notBefore)
        .catch((unnoted: unknown) => log.warn({ err: unnoted, ...about }, 'the end of a job was not noted'));
    } finally {
      over.abort();
      await keeping;
    }
  }

  /** Renews the claim until the job is over. One that was lost stops the handler. */
  private async keep(job: ClaimedJob, over: AbortController): Promise<void> {
    for (;;) {
      try {
        await this.pause(KEEP_MS, over.signal);
      } catch {
        return;
      }
      try {
        if (!(await this.parts.queue.keep(job, this.claim().until))) over.abort();
      } catch (error) {
        this.parts.log.warn({ err: error, job: job.id }, 'the claim of a job could not be renewed');
      }
    }
  }

  private wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  private async untilWoken(signal: AbortSignal): Promise<void> {
    if (this.woken && this.room > 0 && this.parts.looks !== false) return;
    const stopWaiting = new AbortController();
    this.wakeUp = () => stopWaiting.abort();
    await this.pause(LOOK_MS, AbortSignal.any([signal, stopWaiting.signal])).catch(() => undefined);
    this.wakeUp = () => undefined;
  }
}

/** Short enough for a table, and nothing that a handler may have put in an error's cause. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
