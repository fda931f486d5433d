const stepMs = 15_000;

/** The time for sentences such as "today at 10:24". It stands still while the screen is off: no battery for nothing. */
export interface PageClock {
  now: () => Date;
  subscribe: (listener: () => void) => () => void;
}

export function createPageClock(page: Document): PageClock {
  let now = new Date();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();

  const tick = (): void => {
    now = new Date();
    for (const listener of listeners) listener();
  };
  const follow = (): void => {
    clearInterval(timer);
    timer = undefined;
    if (page.visibilityState !== 'visible') return;
    tick();
    timer = setInterval(tick, stepMs);
  };
  return {
    now: () => now,
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        page.addEventListener('visibilitychange', follow);
        timer = setInterval(tick, stepMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        page.removeEventListener('visibilitychange', follow);
        clearInterval(timer);
      };
    },
  };
}
