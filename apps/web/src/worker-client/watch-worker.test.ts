import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INSTALL_AGAIN_MS, createWorkerWatch } from './watch-worker.ts';

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'activated';
  readonly postMessage = vi.fn();
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;

  /** As a browser does: a new worker installs, and waits when another one is active. */
  install(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    this.installing = null;
    if (this.active === null) this.active = worker;
    else this.waiting = worker;
    worker.dispatchEvent(new Event('statechange'));
    return worker;
  }

  /** As a browser does when a file of the worker's cannot be had. */
  failInstall(): void {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    this.installing = null;
    worker.state = 'redundant';
    worker.dispatchEvent(new Event('statechange'));
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(async () => this.registration);
}

function watching(container: FakeContainer) {
  const reload = vi.fn();
  const watch = createWorkerWatch(container as unknown as ServiceWorkerContainer, reload);
  return { watch, reload };
}

describe('the service worker, as a page sees it', () => {
  it('is ready for no signal once the first version is active, and that is no update', async () => {
    const container = new FakeContainer();
    const { watch, reload } = watching(container);
    await watch.start();
    expect(watch.view()).toEqual({ offlineReady: false, updateReady: false });
    container.controller = container.registration.install();
    container.dispatchEvent(new Event('controllerchange'));
    expect(watch.view()).toEqual({ offlineReady: true, updateReady: false });
    expect(reload).not.toHaveBeenCalled();
  });

  it('waits with a new version until the person takes it, then opens the page again with it', async () => {
    const container = new FakeContainer();
    container.controller = container.registration.install();
    const { watch, reload } = watching(container);
    await watch.start();
    const waiting = container.registration.install();
    expect(watch.view()).toEqual({ offlineReady: true, updateReady: true });
    expect(waiting.postMessage).not.toHaveBeenCalled();

    watch.takeUpdate();
    expect(waiting.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' });
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('does not reload a page because another tab took the new version; it offers it', async () => {
    const container = new FakeContainer();
    container.controller = container.registration.install();
    const { watch, reload } = watching(container);
    await watch.start();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();
    expect(watch.view().updateReady).toBe(true);
    watch.takeUpdate();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('registers once, whoever asks', async () => {
    const container = new FakeContainer();
    const { watch } = watching(container);
    await watch.start();
    await watch.start();
    expect(container.register).toHaveBeenCalledTimes(1);
  });

  it('asks to be claimed where the worker took over while this page was loading', async () => {
    const container = new FakeContainer();
    const { watch } = watching(container);
    const worker = container.registration.install();
    await watch.start();
    expect(worker.postMessage).toHaveBeenCalledWith({ type: 'CLAIM_CLIENTS' });
  });

  it('does not ask a worker that is not active yet, nor one that has this page', async () => {
    const container = new FakeContainer();
    const { watch } = watching(container);
    const worker = container.registration.install();
    worker.state = 'activating';
    await watch.start();
    expect(worker.postMessage).not.toHaveBeenCalled();
    worker.state = 'activated';
    container.controller = worker;
    worker.dispatchEvent(new Event('statechange'));
    expect(worker.postMessage).not.toHaveBeenCalled();
  });

  it('asks one that becomes active without taking this page', async () => {
    const container = new FakeContainer();
    const { watch } = watching(container);
    const worker = container.registration.install();
    worker.state = 'activating';
    await watch.start();
    worker.state = 'activated';
    worker.dispatchEvent(new Event('statechange'));
    expect(worker.postMessage).toHaveBeenCalledWith({ type: 'CLAIM_CLIENTS' });
  });
});

describe('a first install that fails', () => {
  const page = new EventTarget();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is begun again a while later, until it is through', async () => {
    const container = new FakeContainer();
    const { watch } = watching(container);
    await watch.start();
    container.registration.failInstall();
    await vi.advanceTimersByTimeAsync(INSTALL_AGAIN_MS - 1);
    expect(container.register).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(container.register).toHaveBeenCalledTimes(2);
    container.registration.install();
    expect(watch.view().offlineReady).toBe(true);
    await vi.advanceTimersByTimeAsync(10 * INSTALL_AGAIN_MS);
    expect(container.register).toHaveBeenCalledTimes(2);
  });

  it('is begun again at once when the browser is online again, and only once', async () => {
    const container = new FakeContainer();
    container.register.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { watch } = watching(container);
    await watch.start();
    page.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(10 * INSTALL_AGAIN_MS);
    page.dispatchEvent(new Event('online'));
    expect(container.register).toHaveBeenCalledTimes(2);
  });

  it('is asked for again and again where even the script cannot be had', async () => {
    const container = new FakeContainer();
    container.register.mockRejectedValue(new TypeError('Failed to fetch'));
    const { watch } = watching(container);
    await watch.start();
    await vi.advanceTimersByTimeAsync(3 * INSTALL_AGAIN_MS);
    expect(container.register).toHaveBeenCalledTimes(4);
    expect(watch.view().offlineReady).toBe(false);
  });

  it('of an update is left to the browser: the version that is active goes on', async () => {
    const container = new FakeContainer();
    container.controller = container.registration.install();
    const { watch } = watching(container);
    await watch.start();
    container.registration.failInstall();
    await vi.advanceTimersByTimeAsync(10 * INSTALL_AGAIN_MS);
    expect(container.register).toHaveBeenCalledTimes(1);
  });
});
