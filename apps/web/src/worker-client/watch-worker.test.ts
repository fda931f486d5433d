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

  beginInstall(): FakeWorker {
    const worker = new FakeWorker();
    worker.state = 'installing';
    this.installing = worker;
    return worker;
  }

  /** As a browser does when a file of the worker's cannot be had. */
  failInstall(worker = this.beginInstall()): void {
    this.dispatchEvent(new Event('updatefound'));
    worker.state = 'redundant';
    worker.dispatchEvent(new Event('statechange'));
    this.installing = null;
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(async () => this.registration);
}

function watching(container: FakeContainer) {
  const reload = vi.fn();
  const watch = createWorkerWatch(container as unknown as ServiceWorkerContainer, '1', reload);
  return { watch, reload };
}

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

  it('offers an update that another tab took, also to a page that began without a worker', async () => {
    const container = new FakeContainer();
    const { watch, reload } = watching(container);
    await watch.start();
    container.controller = container.registration.install();
    container.dispatchEvent(new Event('controllerchange'));
    expect(watch.view().updateReady).toBe(false);
    container.registration.install();
    container.registration.waiting = null;
    container.dispatchEvent(new Event('controllerchange'));
    expect(watch.view().updateReady).toBe(true);
    expect(reload).not.toHaveBeenCalled();
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
    expect(worker.postMessage).toHaveBeenCalledWith({ type: 'CLAIM_CLIENTS', appVersion: '1' });
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
    expect(worker.postMessage).toHaveBeenCalledWith({ type: 'CLAIM_CLIENTS', appVersion: '1' });
  });
});

describe('a first install that fails', () => {
  it('is begun again a while later, each time after twice as long, until it is through', async () => {
    const container = new FakeContainer();
    /* The worker is there when the page is told of it, and is found once more after that. */
    let installing: FakeWorker | undefined;
    container.register.mockImplementation(async () => {
      installing = container.registration.beginInstall();
      return container.registration;
    });
    const { watch } = watching(container);
    await watch.start();
    const waits = [];
    for (let attempts = 1; attempts <= 5; attempts += 1) {
      container.registration.failInstall(installing);
      let waited = 0;
      for (; container.register.mock.calls.length === attempts; waited += 1)
        await vi.advanceTimersByTimeAsync(INSTALL_AGAIN_MS);
      waits.push(waited);
      expect(container.register).toHaveBeenCalledTimes(attempts + 1);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16]);
    container.registration.install();
    expect(watch.view().offlineReady).toBe(true);
    await vi.advanceTimersByTimeAsync(100 * INSTALL_AGAIN_MS);
    expect(container.register).toHaveBeenCalledTimes(6);
  });

  it('waits an hour at most', async () => {
    const container = new FakeContainer();
    container.register.mockRejectedValue(new TypeError('Failed to fetch'));
    const { watch } = watching(container);
    await watch.start();
    await vi.advanceTimersByTimeAsync(8 * 3_600_000);
    const { length } = container.register.mock.calls;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(container.register).toHaveBeenCalledTimes(length + 1);
    expect(watch.view().offlineReady).toBe(false);
  });

  it('is begun again at once when the browser is online again, and only once', async () => {
    const container = new FakeContainer();
    container.register.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { watch } = watching(container);
    await watch.start();
    page.dispatchEvent(new Event('online'));
    page.dispatchEvent(new Event('online'));
    container.registration.install();
    await vi.advanceTimersByTimeAsync(10 * INSTALL_AGAIN_MS);
    page.dispatchEvent(new Event('online'));
    expect(container.register).toHaveBeenCalledTimes(2);
  });

  it('is begun again where it was another page that began it, and it has failed already', async () => {
    const container = new FakeContainer();
    const { watch } = watching(container);
    await watch.start();
    await vi.advanceTimersByTimeAsync(INSTALL_AGAIN_MS);
    expect(container.register).toHaveBeenCalledTimes(2);
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
