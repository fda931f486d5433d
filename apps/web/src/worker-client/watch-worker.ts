/** What the page knows of its service worker. */
export interface WorkerView {
  /** A worker controls this origin: pages open with no signal. */
  offlineReady: boolean;
  /** A newer version is installed and waits for the person. */
  updateReady: boolean;
}

export const noWorker: WorkerView = { offlineReady: false, updateReady: false };

export interface WorkerWatch {
  view: () => WorkerView;
  subscribe: (listener: () => void) => () => void;
  /** Lets the waiting version take over; the page opens again with it. */
  takeUpdate: () => void;
  /** Registers the worker and begins to watch it; safe to call again. */
  start: () => Promise<void>;
}

/**
 * Registers `/sw.js` and follows it. A new version waits: only `takeUpdate` lets it take over, so that no sync and no
 * half-filled form is interrupted. When another tab took it, this tab is told that an update is ready, and does not
 * reload by itself.
 */
export function createWorkerWatch(container: ServiceWorkerContainer, reload: () => void): WorkerWatch {
  let view = noWorker;
  let registration: ServiceWorkerRegistration | undefined;
  let agreed = false;
  let replaced = false;
  const hadController = container.controller !== null;
  const listeners = new Set<() => void>();

  const look = (): void => {
    const offlineReady = (registration?.active ?? null) !== null;
    const updateReady = replaced || (offlineReady && (registration?.waiting ?? null) !== null);
    if (view.offlineReady === offlineReady && view.updateReady === updateReady) return;
    view = { offlineReady, updateReady };
    for (const listener of listeners) listener();
  };
  const follow = (worker: ServiceWorker | null): void => worker?.addEventListener('statechange', look);

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeUpdate() {
      agreed = true;
      if (replaced || !registration?.waiting) reload();
      else registration.waiting.postMessage({ type: 'SKIP_WAITING' });
    },
    async start() {
      if (registration !== undefined) return;
      container.addEventListener('controllerchange', () => {
        if (agreed) reload();
        else if (hadController) {
          replaced = true;
          look();
        } else look();
      });
      registration = await container.register('/sw.js', { scope: '/', updateViaCache: 'none' });
      follow(registration.installing);
      registration.addEventListener('updatefound', () => follow(registration?.installing ?? null));
      look();
    },
  };
}
