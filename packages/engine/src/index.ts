import type { UserId } from '@fieldsync/protocol';
import { AccountRegistry } from './adapters/account-registry.ts';
import { browserReadings } from './adapters/browser-readings.ts';
import { watchBrowser } from './adapters/browser-signals.ts';
import { registerPeriodicSync, registerSync } from './adapters/sync-registration.ts';
import { storageEstimate } from './adapters/storage-estimate.ts';
import { systemClock, systemRandom } from './adapters/system-clock.ts';
import { whenIdle } from './adapters/when-idle.ts';
import { BackgroundSyncManager } from './background-sync-manager.ts';
import { ConnectivityDetector } from './connectivity-detector.ts';
import { askConsent } from './ask-consent.ts';
import { openPageCoding } from './open-dense-coding.ts';
import { Diagnostics } from './diagnostics.ts';
import { openEngine } from './open-engine.ts';
import { openPageDrainer } from './open-page-drainer.ts';
import { PageTriggers } from './page-triggers.ts';
import { readOutlook } from './read-outlook.ts';
import { Recorder } from './recorder.ts';
import { Shelf } from './shelf.ts';
import { SyncScheduler } from './sync-scheduler.ts';

export { AccountRegistry } from './adapters/account-registry.ts';
export { waitingAccounts, type WaitingAccount } from './adapters/waiting-accounts.ts';
export { ConnectivityDetector } from './connectivity-detector.ts';
export { BackgroundSyncManager } from './background-sync-manager.ts';
export { BATTERY_JOULES } from './core/energy.ts';
export { selfTestText } from './core/self-test.ts';
export { totalItems, sendableItems } from './core/queue-counts.ts';
export type * from './facade.ts';
export type * from './events.ts';
export type * from './core/stored.ts';
export type { NextLook } from './core/look.ts';
export type { SyncPreferences } from './core/preferences.ts';

export interface FieldsyncOptions {
  /** Who is working: their outbox is theirs alone. */
  readonly account: string;
  /** What to call them, for others on this phone while their records wait. */
  readonly name?: string;
  /** Origin of the office. Default: the page's own. */
  readonly baseUrl?: string;
  /** Build of the app, for the office's fleet page. */
  readonly appVersion?: string;
  /** Path of a service worker that calls `installFieldsyncWorker`. Without one, sync needs an open page. */
  readonly serviceWorker?: string;
  /** Path of a script that calls `installDrainWorker`. Without one the page itself sends, and writes gzipped JSON. */
  readonly drainWorker?: string;
  /** `ask`: nothing is sent before `putPreferences({ ..., syncConsent: true })`. Default: saving is agreeing to send. */
  readonly consent?: 'given' | 'ask';
  /** An error that nobody awaited. Default: the console. */
  readonly onError?: (error: unknown) => void;
}

/** Opens one account's engine in a page and starts its triggers. */
export async function createFieldsync(options: FieldsyncOptions): Promise<BackgroundSyncManager> {
  const { account, baseUrl = '', appVersion = 'dev' } = options;
  const report = options.onError ?? reportError;
  const of = { account, baseUrl, appVersion };
  const engine = await openEngine({ ...of, coding: openPageCoding(), context: 'page' });
  const { store, hub, journal } = engine;
  if (options.consent === 'ask') await askConsent(store);
  const onError = (error: unknown): void => {
    journal.noteError(error);
    report(error);
  };
  const sending = openPageDrainer(options.drainWorker, of, engine, (error) => {
    onError(error);
    /* What it had begun to score anew, this page goes on with. */
    engine.rescorer.wake();
  });
  const registry = new AccountRegistry();
  await registry.activate(account, baseUrl, options.name);

  const scheduler: SyncScheduler = new SyncScheduler({
    clock: systemClock,
    random: systemRandom,
    drain: (drain) => {
      watch.refresh();
      return sending.drain(drain);
    },
    outlook: () => store.read((tx) => readOutlook(tx, systemClock.now())),
    page: () => triggers.page,
    idle: whenIdle,
    planned: (look) => store.write((tx) => tx.putMeta('nextLook', look)),
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
      journal.note({ what: 'link', online: status.isOnline, cause: status.cause });
      hub.emit('connectivity:changed', { isOnline: status.isOnline });
    },
  });
  /* Those of workers, too: whoever sends is the one that meets the portal. */
  hub.on('exchange:ended', (seen) => {
    detector.observe(seen);
  });
  /* Whoever saves will send: the codec reads its primer when nothing else is to do, and not in the seconds of a window. */
  const readyCodec = onceIdle(sending.warm);
  hub.on('record:saved', readyCodec);
  for (const name of ['item:judged', 'changes:applied', 'record:saved'] as const)
    hub.on(name, () => {
      scheduler.heard();
    });
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
    recorder: new Recorder(store, systemClock, systemRandom, storageEstimate),
    pin: engine.pin,
    shelf: new Shelf(store, systemClock, systemRandom),
    hub,
    scheduler,
    diagnostics: new Diagnostics({
      clock: systemClock,
      store,
      transport: engine.transport,
      journal,
      browser: { ...browserReadings, sender: sending.look },
      build: appVersion,
      device: engine.device,
    }),
    registerSync: askWorker,
    onClose: () => {
      watch.stop();
      detector.stop();
      registry.close();
      sending.close();
      journal.close();
    },
  });
  const triggers: PageTriggers = new PageTriggers(
    {
      store,
      scheduler,
      detector,
      askWorker,
      hasUnsent: () => manager.hasUnsent(),
      failed: onError,
    },
    document.visibilityState === 'visible',
  );
  const watch = watchBrowser(
    {
      online: (online) => {
        triggers.online(online);
      },
      visibility: (reading) => {
        triggers.visibility(reading);
      },
      network: (reading) => {
        triggers.network(reading);
      },
      power: (reading) => {
        triggers.power(reading);
      },
      pressure: (reading) => {
        triggers.pressure(reading);
      },
    },
    () => systemClock.now(),
  );
  if (options.serviceWorker !== undefined && 'serviceWorker' in navigator) {
    /* Not waited for: on a first visit it takes until the script is here, and nobody could save before that. */
    void navigator.serviceWorker
      .register(options.serviceWorker, { scope: '/', updateViaCache: 'none' })
      .then(() => whenIdle())
      .then(() => registerPeriodicSync(12 * 3_600_000))
      .catch(onError);
  }
  void manager
    .hasUnsent()
    .then((unsent) => {
      if (unsent) readyCodec();
    })
    .catch(onError);
  void triggers.start(navigator.onLine);
  return manager;
}

/** At an idle moment after the first call; later ones do nothing. */
function onceIdle(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    void whenIdle().then(work);
  };
}
