import { beforeEach, describe, expect, it } from 'vitest';
import type { NewJob } from '../core/job.ts';
import type { ClaimedJob, JobDispatch, JobQueue } from '../job-ports.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 20) + seconds * 1_000).toISOString();

function job(number: number, score?: number): NewJob {
  return { kind: 'critical:arrived', payload: { number }, ...(score === undefined ? {} : { score }) };
}

const numbers = (jobs: readonly ClaimedJob[]): unknown[] => jobs.map(({ payload }) => payload['number']);

/** What every JobQueue must do. Run by the memory fake and by both databases. `open` gives an empty one. */
export function jobQueueContract(name: string, open: () => Promise<JobQueue & JobDispatch>): void {
  describe(`JobQueue on ${name}`, () => {
    let queue: JobQueue & JobDispatch;
    beforeEach(async () => {
      queue = await open();
    });
    const claim = (seconds = 0, limit = 10) =>
      queue.claim({ limit, at: at(seconds), until: at(seconds + 60) });
    const claimOne = async (seconds = 0): Promise<ClaimedJob> => {
      const [first] = await claim(seconds, 1);
      if (first === undefined) throw new Error('there is nothing to claim');
      return first;
    };

    it('gives each job to one runner, the most urgent first, then the oldest', async () => {
      await queue.add([job(1), job(2, 90), job(3), job(4, 10)], at(0));
      expect(numbers(await claim(0, 3))).toEqual([2, 1, 3]);
      expect(numbers(await claim())).toEqual([4]);
      expect(await claim()).toEqual([]);
    });

    it('gives one that was left to somebody else once its claim has ended, and the first one no longer has it', async () => {
      await queue.add([job(1)], at(0));
      const first = await claimOne();
      expect(await claim(59)).toEqual([]);
      expect(await queue.keep(first, at(100))).toBe(true);
      expect(await claim(61)).toEqual([]);
      const second = await claimOne(101);
      expect(second).toEqual({ ...first, attempts: 2 });
      expect(await queue.keep(first, at(200))).toBe(false);
      expect(await queue.finish(first, at(102), [job(7)])).toBe(false);
      expect(await queue.fail(first, 'too late', at(102), at(103))).toBe(false);
      expect(await queue.finish(second, at(102))).toBe(true);
      expect(await claim(1_000)).toEqual([]);
    });

    it('tries a failed one again at its time and not before, and never one that was given up', async () => {
      await queue.add([job(1), job(2)], at(0));
      const [first, second] = await claim();
      if (first === undefined || second === undefined) throw new Error('two jobs were added');
      expect(await queue.fail(first, 'no answer', at(1), at(30))).toBe(true);
      expect(await queue.fail(second, 'hopeless', at(1), null)).toBe(true);
      expect(await claim(29)).toEqual([]);
      expect(await claim(30)).toEqual([{ ...first, attempts: 2 }]);
      expect(await claim(10_000)).toHaveLength(1);
    });

    it('adds what a job leads to with its end', async () => {
      await queue.add([job(1)], at(0));
      expect(await queue.finish(await claimOne(), at(1), [job(2), job(3, 80)])).toBe(true);
      expect(numbers(await claim(1))).toEqual([3, 2]);
    });

    it('claims the one that is asked for, when it is due', async () => {
      await queue.add([job(1, 90), job(2)], at(0));
      const only = (id: number) => queue.claim({ limit: 1, at: at(0), until: at(60), only: id });
      const [first] = await queue.take(10, at(0), at(0));
      const [, second] = (await queue.take(10, at(1), at(1))).map(({ id }) => id);
      if (first === undefined || second === undefined) throw new Error('two jobs were added');
      expect(numbers(await only(second))).toEqual([2]);
      expect(await only(second)).toEqual([]);
      expect(numbers(await only(first.id))).toEqual([1]);
    });

    it('hands each out once, and again when nobody took it up', async () => {
      await queue.add([job(1), job(2, 90)], at(0));
      const ids = async (seconds: number, notSince: number) =>
        (await queue.take(10, at(seconds), at(notSince))).map(({ score }) => score).sort((a, b) => b - a);
      expect(await ids(0, 0)).toEqual([90, 50]);
      expect(await ids(10, 0)).toEqual([]);
      expect(await ids(61, 1)).toEqual([90, 50]);
      await claim(61);
      expect(await ids(100, 99)).toEqual([]);
    });

    it('holds one at most of a kind with a key, until that is over', async () => {
      const purge = { kind: 'retention:purge', payload: {}, key: 'daily' } as const;
      await queue.add([purge, purge], at(0));
      await queue.add([purge], at(0));
      const running = await claimOne();
      expect(await claim()).toEqual([]);
      await queue.add([purge], at(1));
      expect(await claim()).toEqual([]);
      await queue.finish(running, at(2));
      await queue.add([purge], at(3));
      expect(await claim(3)).toHaveLength(1);
    });
  });
}
