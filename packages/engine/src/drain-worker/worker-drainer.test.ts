import { expect, it } from 'vitest';
import type { DrainAsk, DrainTold } from './messages.ts';
import { WorkerDrainer, type DrainPort } from './worker-drainer.ts';

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
    of: { account: 'anna', baseUrl: '', appVersion: '1' },
    otherwise: { drain: () => Promise.resolve('idle') },
    failed: () => undefined,
  });
  const life = new AbortController();
  const drain = (trigger: string) => page.drain({ trigger, signal: life.signal });
  const ended = await Promise.allSettled([drain('save'), drain('timer'), drain('online')]);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  life.abort();
  page.close();
  expect(asked.map((ask) => ask.do)).toEqual(['open', 'drain', 'drain', 'drain']);
});
