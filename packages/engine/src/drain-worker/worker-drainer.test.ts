import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldDrainer, InProcessWorker } from '../testing/in-process-drain-worker.ts';
import type { DrainAsk, DrainTold } from './messages.ts';
import { ANOTHER_AFTER_MS, OPENING_MS, PING_MS, WorkerDrainer, type DrainPort } from './worker-drainer.ts';

const OF = { account: 'anna', baseUrl: '', appVersion: '1' };

it('leaves nothing on the signal of the page when a drain has ended', async () => {
  const asked: DrainAsk[] = [];
  const port: DrainPort = {
    onmessage: null,
    onerror: null,
    postMessage: (ask) => {
      asked.push(ask);
      if (ask.do !== 'drain') return;
      const told: DrainTold =
        ask.id === 2
          ? { did: 'fail', id: ask.id, error: { name: 'Error', message: 'full' } }
          : { did: 'drain', id: ask.id, outcome: 'done' };
      queueMicrotask(() => port.onmessage?.(new MessageEvent('message', { data: told })));
    },
    terminate: () => undefined,
  };
  const page = new WorkerDrainer({
    open: () => port,
    of: OF,
    otherwise: { drain: () => Promise.resolve('idle') },
    failed: () => undefined,
    now: Date.now,
  });
  const life = new AbortController();
  const drain = (trigger: string) => page.drain({ trigger, signal: life.signal });
  const ended = await Promise.allSettled([drain('save'), drain('timer'), drain('online')]);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  life.abort();
  page.close();
  expect(asked.map((ask) => ask.do)).toEqual(['open', 'drain', 'drain', 'drain']);
});

describe('a worker that stops answering', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const begin = () => {
    const workers: { readonly worker: InProcessWorker; readonly drainer: HeldDrainer }[] = [];
    const onPage = new HeldDrainer();
    const failed = vi.fn<(error: unknown) => void>();
    const page = new WorkerDrainer({
      open: () => {
        const drainer = new HeldDrainer();
        const open = () => Promise.resolve({ drainer, adoptKeys: () => undefined });
        const worker = new InProcessWorker({ open, warm: () => undefined });
        workers.push({ worker, drainer });
        return worker;
      },
      of: OF,
      otherwise: onPage,
      failed,
      now: Date.now,
    });
    const at = (index: number) => {
      const made = workers[index];
      if (made === undefined) throw new Error(`there are ${String(workers.length)} workers`);
      return made;
    };
    const life = new AbortController();
    const drain = () => page.drain({ trigger: 'save', signal: life.signal });
    return { page, workers, at, onPage, failed, life, drain };
  };

  it('[S5] is let go within a quarter of a minute, and the page sends; one that takes its time is kept', async () => {
    const { at, onPage, failed, drain } = begin();
    const drained = drain();
    await vi.advanceTimersByTimeAsync(20 * PING_MS);
    expect([failed.mock.calls, onPage.drains, at(0).drainer.drains.length]).toEqual([[], [], 1]);
    at(0).worker.hangs = true;
    await vi.advanceTimersByTimeAsync(3 * PING_MS);
    expect(String(failed.mock.calls[0]?.[0])).toContain('does not answer');
    onPage.at(0).resolve('done');
    expect([await drained, at(0).worker.terminations, vi.getTimerCount()]).toEqual(['done', 1, 0]);
  });

  it('is seen by whoever looks, and let go: at once where it is gone, after ten seconds where it hangs', async () => {
    const { page, at, failed } = begin();
    await vi.advanceTimersByTimeAsync(0);
    const there = page.answers();
    await vi.advanceTimersByTimeAsync(0);
    expect(await there).toBe(true);
    at(0).worker.hangs = true;
    const hanging = page.answers();
    await vi.advanceTimersByTimeAsync(2 * PING_MS - 1);
    expect(await Promise.race([hanging, Promise.resolve('not yet')])).toBe('not yet');
    await vi.advanceTimersByTimeAsync(1);
    expect([await hanging, await page.answers(), at(0).worker.terminations]).toEqual([false, false, 1]);
    expect(failed.mock.calls.map(String)).toEqual([expect.stringContaining('does not answer')]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is seen at once by whoever looks while an error ends it', async () => {
    const { page, at } = begin();
    await vi.advanceTimersByTimeAsync(0);
    const meanwhile = page.answers();
    at(0).worker.onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect([await meanwhile, vi.getTimerCount()]).toEqual([false, 0]);
  });

  it('is followed by another one after some time: whatever it was may have been of a moment', async () => {
    const { workers, at, onPage, failed, drain } = begin();
    const first = drain();
    await vi.advanceTimersByTimeAsync(0);
    at(0).worker.onerror?.({ message: 'out of memory' } as ErrorEvent);
    onPage.at(0).resolve('lost');
    await first;
    await vi.advanceTimersByTimeAsync(ANOTHER_AFTER_MS - 1);
    void drain();
    expect([workers.length, onPage.drains.length]).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(1);
    const again = drain();
    await vi.advanceTimersByTimeAsync(0);
    at(1).drainer.at(0).resolve('done');
    expect([await again, workers.length, failed.mock.calls.length]).toEqual(['done', 2, 1]);
  });

  it('of a page that was closed costs nobody a word, and is ended all the same', async () => {
    const { page, at, onPage, failed, life, drain } = begin();
    const drained = drain();
    await vi.advanceTimersByTimeAsync(0);
    at(0).worker.hangs = true;
    life.abort();
    page.close();
    await vi.advanceTimersByTimeAsync(3 * PING_MS);
    expect([await drained, failed.mock.calls, onPage.drains]).toEqual(['stopped', [], []]);
    expect([at(0).worker.terminations, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('[X2] begins nothing more with keys that the page has taken back', async () => {
    const { page, at, drain } = begin();
    const drained = drain();
    await vi.advanceTimersByTimeAsync(OPENING_MS);
    page.share(new Map());
    expect(await drained).toBe('stopped');
    expect(at(0).drainer.at(0).options.signal.aborted).toBe(true);
  });
});
