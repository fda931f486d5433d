/**
 * The service worker's part: an alarm clock for the engine. It holds no queue of its own; the browser wakes it, it
 * drains the active account's outbox and goes back to sleep.
 */
import { AccountRegistry } from '../adapters/account-registry.ts';
import { readNetwork } from '../adapters/read-network.ts';
import { PERIODIC_TAG, SYNC_TAG_PREFIX } from '../adapters/sync-registration.ts';
import { systemClock, systemRandom } from '../adapters/system-clock.ts';
import { openWorkerCoding } from '../open-dense-coding.ts';
import { openEngine, type OpenEngine } from '../open-engine.ts';
import { answerOnDevice, answersHere } from './device-api.ts';
import { drainInEvent } from './wake-drain.ts';

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
  readonly lastChance?: boolean;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response> | Response): void;
}
interface WorkerScope {
  readonly location: { readonly origin: string };
  addEventListener(type: 'sync' | 'periodicsync', listener: (event: SyncEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

interface Opened extends OpenEngine {
  readonly account: string;
}

/** An event has 180 s, of which sending takes 150 at most. */
const RESCORE_MS = 20_000;

/** Adds the engine's listeners. Call it before any other `fetch` listener is added. */
export function installFieldsyncWorker(scope: WorkerScope, options: { readonly appVersion: string }): void {
  const registry = new AccountRegistry();
  const coding = openWorkerCoding();
  let opened: Promise<Opened> | undefined;

  async function engine(): Promise<Opened | undefined> {
    const active = await registry.active();
    if (active === undefined) return undefined;
    /* A database that would not open is tried again with the next event. */
    const current = await opened?.catch(() => undefined);
    if (current?.account === active.account) return current;
    current?.store.close();
    current?.hub.close();
    current?.journal.close();
    opened = openEngine({
      account: active.account,
      baseUrl: active.baseUrl,
      appVersion: options.appVersion,
      coding,
      context: 'worker',
    }).then((open) => ({ ...open, account: active.account }));
    return opened;
  }

  async function wake(event: SyncEvent, pull: boolean): Promise<void> {
    const open = await engine();
    if (open === undefined) return;
    const { store } = open;
    await store.write((tx) => tx.putMeta('network', readNetwork(systemClock.now())));
    open.rescorer.wake();
    const done = await drainInEvent({ ...open, clock: systemClock, random: systemRandom }, event.type, pull);
    open.journal.note({
      what: 'wake',
      event: event.type === 'periodicsync' ? 'periodicsync' : 'sync',
      done,
      lastChance: event.lastChance === true,
    });
    /* The browser ends the worker with its event; what is left then, the next context does. */
    await Promise.race([open.rescorer.done, systemClock.sleep(RESCORE_MS)]);
    /* Never registered again from in here: that fires at once, 65 times a second. A tag whose event failed is only
       marked, so that a page registers a fresh one beside it. */
    await store.write(async (tx) => {
      const spent = ((await tx.getMeta('spentTags')) ?? []).filter((tag) => tag !== event.tag);
      await tx.putMeta('spentTags', done || event.lastChance === true ? spent : [...spent, event.tag]);
    });
    if (!done) throw new Error('Records are left: the link did not carry them');
  }

  scope.addEventListener('sync', (event) => {
    if (event.tag.startsWith(SYNC_TAG_PREFIX)) event.waitUntil(wake(event, false));
  });
  scope.addEventListener('periodicsync', (event) => {
    if (event.tag === PERIODIC_TAG) event.waitUntil(wake(event, true).catch(() => undefined));
  });
  scope.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (url.origin !== scope.location.origin || !url.pathname.startsWith('/api/v1/sync/background/')) return;
    event.respondWith(answer(event, url));
  });

  async function answer(event: FetchEvent, url: URL): Promise<Response> {
    const open = await engine();
    if (open === undefined || !answersHere(event.request.method, url, open.device))
      return fetch(event.request);
    const start = (): void => {
      event.waitUntil(drainInEvent({ ...open, clock: systemClock, random: systemRandom }, 'manual', true));
    };
    return answerOnDevice(event.request, {
      store: open.store,
      clock: systemClock,
      device: open.device,
      build: options.appVersion,
      start,
    });
  }
}
