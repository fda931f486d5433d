import type { BrowserReadings } from '../self-test.ts';

/** A browser in which all is well. */
export const HEALTHY_BROWSER: BrowserReadings = {
  persisted: () => Promise.resolve(true),
  room: () => Promise.resolve({ usedBytes: 1e6, quotaBytes: 1e10 }),
  worker: () =>
    Promise.resolve({
      supported: true,
      registered: true,
      active: true,
      controlling: true,
      waiting: false,
      build: 'b7',
    }),
  sender: () => Promise.resolve('thread'),
  wakeUp: () => Promise.resolve({ path: 'background-sync', periodic: false }),
  locks: () => Promise.resolve(true),
  encryption: () => Promise.resolve('works'),
  compression: () => Promise.resolve({ raw: 400, packed: 90 }),
};
