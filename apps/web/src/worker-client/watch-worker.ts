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

/** Milliseconds until the first worker is asked for again when a cut, a portal or a full disk has ended its install; doubled each time. */
export const INSTALL_AGAIN_MS = 30_000;
/** On a disk that stays full each attempt fetches again what could not be kept. */
const MOST_AGAIN_MS = 3_600_000;

/**
 * Registers `/sw.js` and follows it. A first install that fails is begun again, when the browser is online again or a
 * while later, and goes on with the files it has. A new version waits: only `takeUpdate` lets it take over, so that no
 * sync and no half-filled form is interrupted. When another tab took it, this tab is told that an update is ready, and
 * does not reload by itself.
 * @param appVersion of this page: a worker of another one does not claim it
 */
export function createWorkerWatch(
  container: ServiceWorkerContainer,
  appVersion: string,
  reload: () => void,
): WorkerWatch {
  let view = noWorker;
  let registration: ServiceWorkerRegistration | undefined;
  let agreed = false;
  let replaced = false;
  let started = false;
  let hadController = container.controller !== null;
  let againMs = INSTALL_AGAIN_MS;
  let registerNow: (() => void) | undefined;
  /** A worker is met twice: with its registration, and when it is found. */
  const followed = new WeakSet<ServiceWorker | ServiceWorkerRegistration>();
  const listeners = new Set<() => void>();

  const look = (): void => {
    const offlineReady = (registration?.active ?? null) !== null;
    const updateReady = replaced || (offlineReady && (registration?.waiting ?? null) !== null);
    // A page that was on its way to the phone when the first worker claimed its pages was not among them (3 of 40 runs).
    if (container.controller === null && registration?.active?.state === 'activated')
      registration.active.postMessage({ type: 'CLAIM_CLIENTS', appVersion });
    if (view.offlineReady === offlineReady && view.updateReady === updateReady) return;
    view = { offlineReady, updateReady };
    for (const listener of listeners) listener();
  };
  const isNew = (one: ServiceWorker | ServiceWorkerRegistration): boolean => {
    if (followed.has(one)) return false;
    followed.add(one);
    return true;
  };
  const isThere = (): boolean => Boolean(registration?.waiting ?? registration?.active);
  const follow = (worker: ServiceWorker | null): void => {
    if (worker === null || !isNew(worker)) return;
    worker.addEventListener('statechange', () => {
      look();
      if (worker.state === 'redundant' && !isThere()) registerAgain();
    });
  };
  const register = async (): Promise<void> => {
    const registered = await container.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    registration = registered;
    follow(registered.installing);
    follow(registered.active);
    if (isNew(registered)) registered.addEventListener('updatefound', () => follow(registered.installing));
    look();
    // It was somebody else's attempt, and that has failed meanwhile.
    if (registered.installing === null && !isThere()) registerAgain();
  };
  // A browser that refuses (private mode, no https) works online as before; More says "not yet".
  const registerAgain = (): void => {
    if (registerNow !== undefined) return;
    const timer = setTimeout(() => registerNow?.(), againMs);
    againMs = Math.min(2 * againMs, MOST_AGAIN_MS);
    registerNow = () => {
      clearTimeout(timer);
      registerNow = undefined;
      register().catch(registerAgain);
    };
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
      addEventListener('online', () => {
        if (registerNow !== undefined) againMs = INSTALL_AGAIN_MS;
        registerNow?.();
      });
      container.addEventListener('controllerchange', () => {
        if (agreed) reload();
        else {
          // The first one is that of a first visit; from then on another tab has taken an update.
          replaced ||= hadController;
          hadController = true;
          look();
        }
      });
      await register().catch(registerAgain);
    },
  };
}
