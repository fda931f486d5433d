import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { setTimeout as wait } from 'node:timers/promises';
import type { JobDispatch } from '../../job-ports.ts';
import type { Clock } from '../../services/clock.ts';
import { isoTime } from '../../services/clock.ts';
import type { EventBus } from '../../services/event-bus.ts';
import { Nap } from '../../services/nap.ts';
import type { Service } from '../../services/service.ts';

export interface JobDispatcherParts {
  readonly redisUrl: string;
  readonly dispatch: JobDispatch;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs one job here. Absent in a process that only hands work out. */
  readonly runOne?: ((id: number) => Promise<void>) | undefined;
  readonly concurrency?: number;
  /** Name of the queue in Redis; several installations may share one. */
  readonly queueName?: string;
  /** How often it looks by itself, ms. */
  readonly lookMs?: number;
  /** A job that nobody has begun by then is handed out again, ms. */
  readonly againMs?: number;
  /** How long stopping waits for the job that it is about, ms. */
  readonly closeMs?: number;
}

const PAGE = 500;

/** One process may be told of thousands of jobs a second; a look takes up to 500 of them. */
const LOOK_MS = 5_000;
/**
 * BullMQ waits for the end of its connection, of which it does not always hear while that is just coming back. A job that runs
 * longer than this goes on and says itself that it is done, or another process takes it over when its claim ends.
 */
const CLOSE_MS = 15_000;
const AGAIN_MS = 30_000;

/**
 * Hands the jobs of the outbox out over Redis, through BullMQ: whichever worker is free takes the most urgent one at once.
 *
 * The outbox stays the truth. A job in Redis is only the number of its row, and whoever gets it claims the row first: what
 * Redis forgets or tells twice is neither lost nor done twice. While Redis is away nothing is handed out, and the jobs wait
 * in the outbox.
 */
export class JobDispatcher implements Service {
  readonly name = 'job dispatcher';
  private readonly parts: JobDispatcherParts;
  private readonly nap = new Nap();

  constructor(parts: JobDispatcherParts) {
    this.parts = parts;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { redisUrl, bus, log, queueName = 'fieldsync-jobs' } = this.parts;
    const complain = (error: Error): void => log.warn({ err: error, part: 'redis' }, 'Redis complains');
    // Fails at once while Redis is away, instead of holding the rows that were taken in memory.
    const sending = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    sending.on('error', complain);
    const queue = new Queue(queueName, { connection: sending, skipVersionCheck: true });
    queue.on('error', complain);
    const worker = this.openWorker(queueName, complain);
    const unsubscribe = bus.subscribe(({ kind }) => {
      if (kind === 'jobs') this.nap.wake();
    });
    sending.on('ready', () => this.nap.wake());
    try {
      // What is asked before Redis has ever been there waits for it; afterwards it fails at once.
      await Promise.race([queue.waitUntilReady().catch(complain), aborted(signal)]);
      while (!signal.aborted) {
        this.nap.looks();
        await this.handOut(queue);
        await this.nap.sleep(this.parts.lookMs ?? LOOK_MS, signal);
      }
    } finally {
      unsubscribe();
      // Waits for the job that it is about.
      await worker?.close();
      await queue.close().catch(complain);
      sending.disconnect();
    }
  }

  private openWorker(
    queueName: string,
    complain: (error: Error) => void,
  ): { close(): Promise<void> } | undefined {
    const { redisUrl, runOne, concurrency = 4, closeMs = CLOSE_MS } = this.parts;
    if (runOne === undefined) return undefined;
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
    connection.on('error', complain);
    const worker = new Worker<{ id: number }>(queueName, ({ data }) => runOne(data.id), {
      connection,
      concurrency,
      skipVersionCheck: true,
    });
    worker.on('error', complain);
    return {
      async close() {
        const limit = new AbortController();
        const late = wait(closeMs, undefined, { signal: limit.signal }).catch(() => undefined);
        await Promise.race([worker.close().catch(complain), late]);
        limit.abort();
        connection.disconnect();
      },
    };
  }

  private async handOut(queue: Queue): Promise<void> {
    const { dispatch, clock, log, againMs = AGAIN_MS } = this.parts;
    try {
      // Asked first: rows that were taken while Redis is away would wait a minute for their next turn.
      await queue.getJobCountByTypes('wait');
      for (let more = true; more;) {
        const now = clock();
        const due = await dispatch.take(PAGE, isoTime(now), isoTime(now - againMs));
        if (due.length > 0)
          await queue.addBulk(
            due.map(({ id, score, attempts }) => ({
              name: 'job',
              data: { id },
              opts: {
                // BullMQ takes no plain number and no colon. One that waits in Redis already is not added again.
                jobId: `job-${String(id)}-${String(attempts)}`,
                // 1 goes first. Without one it would go before all others.
                priority: 101 - score,
                removeOnComplete: true,
                removeOnFail: true,
              },
            })),
          );
        more = due.length === PAGE;
      }
    } catch (error) {
      log.warn({ err: error }, 'no jobs can be handed out; they wait');
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
