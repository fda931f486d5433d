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
  /** Registers the worker and begins to watch it; never rejects, safe to call again. */
  start: () => Promise<void>;
}

/** Milliseconds until the first worker is asked for again when a cut, a portal or a full disk has ended its install. */
export const INSTALL_AGAIN_MS = 30_000;

/**
 * Registers `/sw.js` and follows it. A first install that fails is begun again, when the browser is online again or a
 * while later, and goes on with the files it has. A new version waits: only `takeUpdate` lets it take over, so that no
 * sync and no half-filled form is interrupted. When another tab took it, this tab is told that an update is ready, and
 * does not reload by itself.
 */
export function createWorkerWatch(container: ServiceWorkerContainer, reload: () => void): WorkerWatch {
  let view = noWorker;
  let registration: ServiceWorkerRegistration | undefined;
  let agreed = false;
  let replaced = false;
  let started = false;
  const hadController = container.controller !== null;
  const listeners = new Set<() => void>();

  const look = (): void => {
    const offlineReady = (registration?.active ?? null) !== null;
    const updateReady = replaced || (offlineReady && (registration?.waiting ?? null) !== null);
    // A page that was on its way to the phone when the first worker claimed its pages was not among them (3 of 40 runs).
    if (container.controller === null && registration?.active?.state === 'activated')
      registration.active.postMessage({ type: 'CLAIM_CLIENTS' });
    if (view.offlineReady === offlineReady && view.updateReady === updateReady) return;
    view = { offlineReady, updateReady };
    for (const listener of listeners) listener();
  };
  const follow = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      look();
      if (worker.state === 'redundant' && !registration?.active && !registration?.waiting) registerAgain();
    });
  };
  const register = async (): Promise<void> => {
    const registered = await container.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    registration = registered;
    follow(registered.installing);
    follow(registered.active);
    registered.addEventListener('updatefound', () => follow(registered.installing));
    look();
  };
  // A browser that refuses (private mode, no https) works online as before; More says "not yet".
  const registerAgain = (): void => {
    const now = (): void => {
      clearTimeout(timer);
      removeEventListener('online', now);
      register().catch(registerAgain);
    };
    const timer = setTimeout(now, INSTALL_AGAIN_MS);
    addEventListener('online', now);
  };

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
      if (started) return;
      started = true;
      container.addEventListener('controllerchange', () => {
        if (agreed) reload();
        else if (hadController) {
          replaced = true;
          look();
        } else look();
      });
      await register().catch(registerAgain);
    },
  };
}
