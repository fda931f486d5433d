import { DEFAULT_SETTINGS, type UserId } from '@fieldsync/protocol';
import { AccountRegistry } from './adapters/account-registry.ts';
import { watchBrowser } from './adapters/browser-signals.ts';
import { registerPeriodicSync, registerSync } from './adapters/sync-registration.ts';
import { systemClock, systemRandom } from './adapters/system-clock.ts';
import { BackgroundSyncManager } from './background-sync-manager.ts';
import { ConnectivityDetector } from './connectivity-detector.ts';
import { NO_ITEMS, sendableItems } from './core/queue-counts.ts';
import { openPageCoding } from './open-dense-coding.ts';
import { openEngine } from './open-engine.ts';
import type { DenseCoding } from './ports.ts';
import { Recorder } from './recorder.ts';
import { Shelf } from './shelf.ts';
import { SyncScheduler } from './sync-scheduler.ts';

export { AccountRegistry } from './adapters/account-registry.ts';
export { ConnectivityDetector } from './connectivity-detector.ts';
export { BackgroundSyncManager } from './background-sync-manager.ts';
export { totalItems, sendableItems } from './core/queue-counts.ts';
export type * from './facade.ts';
export type * from './events.ts';
export type * from './core/stored.ts';

export interface FieldsyncOptions {
  /** Who is working: their outbox is theirs alone. */
  readonly account: string;
  /** Origin of the office. Default: the page's own. */
  readonly baseUrl?: string;
  /** Build of the app, for the office's fleet page. */
  readonly appVersion?: string;
  /** Path of a service worker that calls `installFieldsyncWorker`. Without one, sync needs an open page. */
  readonly serviceWorker?: string;
  /** Path of a script that calls `installCodecWorker`. Without one the page encodes by itself, a little at a time. */
  readonly codecWorker?: string;
  /** An error that nobody awaited. Default: the console. */
  readonly onError?: (error: unknown) => void;
}

/** Opens one account's engine in a page and starts its triggers. */
export async function createFieldsync(options: FieldsyncOptions): Promise<BackgroundSyncManager> {
  const { account, baseUrl = '', appVersion = 'dev' } = options;
  const onError =
    options.onError ??
    ((error: unknown) => {
      reportError(error);
    });
  const coding = openPageCoding(options.codecWorker);
  const engine = await openEngine({ account, baseUrl, appVersion, coding });
  const { store, hub } = engine;
  const registry = new AccountRegistry();
  await registry.activate(account, baseUrl);

  const scheduler = new SyncScheduler({
    clock: systemClock,
    drain: (drain) => engine.drainer.drain(drain),
    outlook: () =>
      store.read(async (tx) => ({
        notBefore: (await tx.getMeta('notBefore')) ?? 0,
        waiting: sendableItems((await tx.getMeta('counts')) ?? NO_ITEMS) > 0,
        intervalMs: ((await tx.getMeta('settings')) ?? DEFAULT_SETTINGS).syncIntervalMinutes * 60_000,
      })),
    failed: onError,
  });
  const detector = new ConnectivityDetector({
    store,
    transport: engine.transport,
    clock: systemClock,
    random: systemRandom,
    recovered: () => {
      scheduler.recovered();
    },
    changed: (status) => {
      hub.emit('connectivity:changed', { isOnline: status.isOnline });
    },
  });
  /* The worker's exchanges, too: it is the one that meets the portal when it was quicker than this page. */
  hub.on('exchange:ended', (seen) => {
    detector.observe(seen);
  });
  /* Whoever saves will send: the codec reads its primer when nothing else is to do, and not in the seconds of a window. */
  const readyCodec = warmOnce(coding);
  hub.on('record:saved', readyCodec);
  const askWorker = (lanes: Parameters<typeof registerSync>[0]): void => {
    void store
      .read((tx) => tx.getMeta('spentTags'))
      .then((spent) => registerSync(lanes, spent ?? []))
      .catch(onError);
  };
  const manager = new BackgroundSyncManager({
    account: account as UserId,
    device: engine.device,
    store,
    clock: systemClock,
    recorder: new Recorder(store, systemClock, systemRandom),
    pin: engine.pin,
    shelf: new Shelf(store, systemClock, systemRandom),
    hub,
    scheduler,
    registerSync: askWorker,
    onClose: () => {
      unwatch();
      detector.stop();
      registry.close();
      coding.close();
    },
  });
  /* The exchange is the best probe and carries records besides; only where none was made is a probe worth its bytes. */
  const look = async (trigger: 'start' | 'online'): Promise<void> => {
    await scheduler.trigger(trigger);
    detector.browser(navigator.onLine);
  };
  const unwatch = watchBrowser(
    {
      online: (online) => {
        if (online) void look('online');
        else detector.browser(false);
      },
      network: (type) => {
        detector.network(type);
      },
      visible: () => {
        detector.check();
        void scheduler.trigger('visible');
      },
      /* The page may never come back: leave the rest to the worker. */
      hidden: () => {
        void manager
          .hasUnsent()
          .then((unsent) => {
            if (unsent) askWorker(['critical', 'records']);
          })
          .catch(onError);
      },
      power: (reading) => {
        void store.write((tx) => tx.putMeta('power', reading)).catch(onError);
      },
    },
    () => systemClock.now(),
  );
  if (options.serviceWorker !== undefined && 'serviceWorker' in navigator) {
    await navigator.serviceWorker
      .register(options.serviceWorker, { scope: '/', updateViaCache: 'none' })
      .catch(onError);
    void registerPeriodicSync(12 * 3_600_000);
  }
  void look('start');
  void manager
    .hasUnsent()
    .then((unsent) => {
      if (unsent) readyCodec();
    })
    .catch(onError);
  return manager;
}

/** At an idle moment after the first call; later ones do nothing. */
function warmOnce(coding: DenseCoding): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    const warm = (): void => {
      coding.warm();
    };
    if ('requestIdleCallback' in globalThis) requestIdleCallback(warm, { timeout: 5_000 });
    else setTimeout(warm, 2_000);
  };
}
