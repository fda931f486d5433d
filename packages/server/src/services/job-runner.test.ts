import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { MAX_JOB_ATTEMPTS } from '../core/job-retry.ts';
import { MemoryJobQueue } from '../testing/memory-job-queue.ts';
import { InProcessBus } from './event-bus.ts';
import type { JobHandler, JobHandlers, JobRunnerParts } from './job-runner.ts';
import { JobRunner } from './job-runner.ts';

const START = Date.UTC(2026, 10, 20);
const job = (number: number) => ({ kind: 'critical:arrived', payload: { number } }) as const;
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(handler: JobHandler, parts: Partial<JobRunnerParts> = {}) {
  const queue = new MemoryJobQueue();
  const bus = new InProcessBus();
  const pauses: { ms: number; over: () => void }[] = [];
  const time = { now: START };
  const handlers = new Proxy({}, { get: () => handler }) as JobHandlers;
  const runner = new JobRunner({
    queue,
    handlers,
    bus,
    clock: () => time.now,
    chance: () => 0.5,
    log: pino({ level: 'silent' }),
    pause: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        pauses.push({ ms, over: resolve });
        if (signal.aborted) reject(new Error('stopped'));
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
    ...parts,
  });
  const stop = new AbortController();
  const running = runner.run(stop.signal);
  const add = async (...numbers: number[]): Promise<void> => {
    await queue.add(numbers.map(job));
    bus.publish({ kind: 'jobs' });
    await settle();
    await settle();
  };
  /** All pauses of this length are over, and so much time has passed. */
  const pass = async (ms: number): Promise<void> => {
    time.now += ms;
    for (const { over } of pauses.splice(0).filter((pause) => pause.ms <= ms)) over();
    await settle();
    await settle();
  };
  return { queue, bus, runner, running, stop, add, pass, states: () => queue.held.map(({ state }) => state) };
}

/** A handler that goes on when it is told to. */
function held() {
  const begun: { number: unknown; end: () => void; fail: () => void; signal: AbortSignal }[] = [];
  const handler: JobHandler = ({ number }, signal) =>
    new Promise((resolve, reject) => {
      begun.push({ number, end: () => resolve(undefined), fail: () => reject(new Error('no luck')), signal });
    });
  return { begun, handler };
}

describe('JobRunner', () => {
  it('runs what was added as soon as it is told, as many at once as it may', async () => {
    const { begun, handler } = held();
    const { add, states } = setUp(handler, { concurrency: 2 });
    await settle();
    await add(1, 2, 3);
    expect(begun.map(({ number }) => number)).toEqual([1, 2]);
    begun[0]?.end();
    await settle();
    await settle();
    expect(begun.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(states()).toEqual(['done', 'running', 'running']);
  });

  it('tries one that failed again at its time, and leaves it to a person after the last try', async () => {
    let tries = 0;
    const { add, pass, queue, states } = setUp(async () => {
      tries += 1;
      throw new Error('no luck');
    });
    await settle();
    await add(1);
    expect(states()).toEqual(['waiting']);
    expect(queue.held[0]).toMatchObject({
      error: 'no luck',
      notBefore: new Date(START + 3_750).toISOString(),
    });
    for (let n = 0; n < 20; n += 1) await pass(2 * 60 * 60_000);
    expect(tries).toBe(MAX_JOB_ATTEMPTS);
    expect(states()).toEqual(['failed']);
  });

  it('adds what a job leads to, and runs it too', async () => {
    const seen: unknown[] = [];
    const { add, states } = setUp(async ({ number }) => {
      seen.push(number);
      return number === 1 ? [job(2)] : undefined;
    });
    await settle();
    await add(1);
    expect(seen).toEqual([1, 2]);
    expect(states()).toEqual(['done', 'done']);
  });

  it('keeps the claim of a long job, and stops one that was taken over', async () => {
    const { begun, handler } = held();
    const { add, pass, queue } = setUp(handler);
    await settle();
    await add(1);
    await pass(10_000);
    expect(queue.held[0]?.claimedUntil).toBe(new Date(START + 40_000).toISOString());
    // Another process took it: this one was stopped for minutes, or its clock jumped.
    await queue.claim({ limit: 1, at: new Date(START + 50_000).toISOString(), until: '2027' });
    expect(begun[0]?.signal.aborted).toBe(false);
    await pass(10_000);
    expect(begun[0]?.signal.aborted).toBe(true);
    begun[0]?.end();
    await settle();
    expect(queue.held[0]).toMatchObject({ state: 'running', attempts: 2 });
  });

  it('finishes what is under way when it is to stop, and begins nothing more', async () => {
    const { begun, handler } = held();
    const { add, runner, states, stop, running } = setUp(handler, { concurrency: 1 });
    await settle();
    await add(1, 2);
    const drained = runner.drain();
    begun[0]?.end();
    await drained;
    expect(states()).toEqual(['done', 'waiting']);
    stop.abort();
    await running;
    expect(begun).toHaveLength(1);
  });

  it('runs only the one it is given when a dispatcher hands out the work', async () => {
    const seen: unknown[] = [];
    const { add, pass, runner } = setUp(
      async ({ number }) => {
        seen.push(number);
        return undefined;
      },
      { looks: false },
    );
    await add(1, 2);
    await pass(60_000);
    expect(seen).toEqual([]);
    await runner.runOne(2);
    await runner.runOne(2);
    expect(seen).toEqual([2]);
  });
});
