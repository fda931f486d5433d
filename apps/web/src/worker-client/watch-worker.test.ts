import { describe, expect, it, vi } from 'vitest';
import { createWorkerWatch } from './watch-worker.ts';

class FakeWorker extends EventTarget {
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
});
