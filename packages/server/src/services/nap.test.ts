import { describe, expect, it } from 'vitest';
import { Nap, type Pause } from './nap.ts';

/** A nap whose time comes when the test says so. */
function open(): { nap: Nap; slept: number[]; timeIsUp: () => void } {
  const slept: number[] = [];
  let timeIsUp: () => void = () => undefined;
  const pause: Pause = (ms, signal) =>
    new Promise<void>((resolve, reject) => {
      slept.push(ms);
      timeIsUp = resolve;
      const end = (): void => reject(new Error('woken'));
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
    });
  return { nap: new Nap(pause), slept, timeIsUp: () => timeIsUp() };
}

const going = new AbortController().signal;

describe('what a service does between two looks', () => {
  it('waits its time when nothing happens', async () => {
    const { nap, slept, timeIsUp } = open();
    nap.looks();
    const woken = nap.sleep(30_000, going);
    timeIsUp();
    expect([await woken, slept]).toEqual([false, [30_000]]);
  });

  it('looks at once when something happens meanwhile', async () => {
    const { nap } = open();
    nap.looks();
    const woken = nap.sleep(30_000, going);
    nap.wake();
    expect(await woken).toBe(true);
  });

  it('does not miss what happens while it looks', async () => {
    const { nap } = open();
    nap.looks();
    nap.wake();
    expect(await nap.sleep(30_000, going)).toBe(true);
  });

  it('sees with the next look what happened before it, and then sleeps', async () => {
    const { nap, timeIsUp } = open();
    nap.wake();
    nap.looks();
    const woken = nap.sleep(30_000, going);
    timeIsUp();
    expect(await woken).toBe(false);
  });

  it('ends with the service', async () => {
    const { nap } = open();
    const service = new AbortController();
    const woken = nap.sleep(30_000, service.signal);
    service.abort();
    expect(await woken).toBe(false);
  });
});
