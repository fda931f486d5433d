import { describe, expect, it } from 'vitest';
import { ExclusiveLocks } from '../testing/exclusive-locks.ts';
import { settled } from '../testing/manual-clock.ts';
import { MemoryDrainLock } from '../testing/memory-drain-lock.ts';
import type { DrainLock } from '../ports.ts';
import { SingleContextDrainLock, WebLocksDrainLock } from './web-locks-drain-lock.ts';

const LOCKS: Record<string, () => DrainLock> = {
  'the fake': () => new MemoryDrainLock(),
  'one context': () => new SingleContextDrainLock(),
  'all tabs and the worker': () =>
    new WebLocksDrainLock('amina', new ExclusiveLocks() as unknown as LockManager),
};

for (const [name, make] of Object.entries(LOCKS)) {
  describe(`the drain lock of ${name}`, () => {
    const held = (lock: DrainLock): { end: () => void; result: Promise<string> } => {
      let end: () => void = () => undefined;
      const work = new Promise<string>((resolve) => {
        end = () => {
          resolve('first');
        };
      });
      const { signal } = new AbortController();
      return { end, result: lock.hold({ wait: false, signal }, () => work) };
    };
    const later = (lock: DrainLock, wait: boolean, signal = new AbortController().signal): Promise<string> =>
      lock.hold({ wait, signal }, () => Promise.resolve('second'));

    it('[S6] has one holder: whoever does not wait is told that it is busy', async () => {
      const lock = make();
      const first = held(lock);
      await settled();
      expect(await later(lock, false)).toBe('busy');
      first.end();
      expect([await first.result, await later(lock, false)]).toEqual(['first', 'second']);
    });

    it('[S6] whoever waits has it next', async () => {
      const lock = make();
      const first = held(lock);
      const second = later(lock, true);
      await settled();
      first.end();
      expect([await first.result, await second]).toEqual(['first', 'second']);
    });

    it('is free again after work that failed', async () => {
      const lock = make();
      const { signal } = new AbortController();
      await expect(lock.hold({ wait: false, signal }, () => Promise.reject(new Error('x')))).rejects.toThrow(
        'x',
      );
      expect(await later(lock, false)).toBe('second');
    });

    it('does not run what was cut short before its turn', async () => {
      const lock = make();
      const first = held(lock);
      const stop = new AbortController();
      const second = later(lock, true, stop.signal);
      await settled();
      stop.abort();
      first.end();
      expect([await first.result, await second]).toEqual(['first', 'busy']);
      expect(await later(lock, true, stop.signal)).toBe('busy');
    });
  });
}

it('[S6] the lock of all tabs is one for each account, whichever context asks', async () => {
  const locks = new ExclusiveLocks() as unknown as LockManager;
  const asked = { wait: false, signal: new AbortController().signal };
  const others = await new WebLocksDrainLock('amina', locks).hold(asked, () =>
    Promise.all(
      ['amina', 'yusuf'].map((account) =>
        new WebLocksDrainLock(account, locks).hold(asked, () => Promise.resolve('held')),
      ),
    ),
  );
  expect(others).toEqual(['busy', 'held']);
});
