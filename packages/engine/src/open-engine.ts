/** Composition shared by pages and their workers: one account's store, drainer and events. */
import { uuidV7, type DeviceId } from '@fieldsync/protocol';
import { BroadcastRelay } from './adapters/broadcast-relay.ts';
import { DexieEngineStore } from './adapters/dexie-engine-store.ts';
import { FetchTransport } from './adapters/fetch-transport.ts';
import { NoteDatabase } from './adapters/note-database.ts';
import { storageEstimate } from './adapters/storage-estimate.ts';
import { systemClock, systemRandom } from './adapters/system-clock.ts';
import { SingleContextDrainLock, WebLocksDrainLock } from './adapters/web-locks-drain-lock.ts';
import { beginBuild } from './begin-build.ts';
import { Drainer } from './drainer.ts';
import type { LogContext } from './core/note.ts';
import type { OpenedKeys } from './drain-worker/messages.ts';
import { EventHub } from './event-hub.ts';
import type { DenseCoding, EngineStore, ExchangeResult, ExchangeSeen, PinLock, Transport } from './ports.ts';
import { Journal } from './journal.ts';
import { Rescorer } from './rescorer.ts';
import { UnlockedDrainer } from './unlocked-drainer.ts';

export interface OpenEngine {
  readonly device: DeviceId;
  readonly store: EngineStore;
  readonly transport: Transport;
  readonly hub: EventHub;
  readonly pin: PinLock;
  /** Keys that a PIN opened: a page shares them with its drain worker. */
  readonly keys: {
    readonly watch: (watcher: (keys: OpenedKeys) => void) => void;
    readonly adopt: (keys: OpenedKeys) => void;
  };
  readonly drainer: Pick<Drainer, 'drain'>;
  readonly rescorer: Rescorer;
  readonly journal: Journal;
}

export async function openEngine(options: {
  readonly account: string;
  readonly baseUrl: string;
  readonly appVersion: string;
  readonly coding: DenseCoding;
  readonly context: LogContext;
}): Promise<OpenEngine> {
  const { account, baseUrl, appVersion, coding } = options;
  const journal = new Journal(new NoteDatabase(account), systemClock);
  journal.note({ what: 'opened', context: options.context, build: appVersion });
  const store = DexieEngineStore.open(account);
  const device = await beginBuild(store, () => uuidV7(systemClock.now(), systemRandom.bytes(10)) as DeviceId);
  const quarantined = await store.read(async (tx) => (await tx.getMeta('quarantined')) ?? 0);
  if (quarantined > 0) journal.note({ what: 'quarantine', rows: quarantined });
  const transport = new FetchTransport(baseUrl, appVersion, coding);
  /* Page and worker alike: what comes after it goes over a new connection, and perhaps another network. */
  addEventListener('offline', () => {
    transport.disconnected();
  });
  const hub = new EventHub(typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastRelay(account));
  const locks: LockManager | undefined = navigator.locks;
  const lock = locks === undefined ? new SingleContextDrainLock() : new WebLocksDrainLock(account, locks);
  const rescorer = new Rescorer({
    store,
    clock: systemClock,
    failed: (error) => {
      journal.noteError(error);
    },
  });
  /* One that was killed in the middle of it left the rest. */
  rescorer.wake();
  const drainer = new Drainer({
    store,
    transport,
    lock,
    clock: systemClock,
    random: systemRandom,
    device,
    appVersion,
    storage: storageEstimate,
    emit: (name, event) => {
      hub.emit(name, event);
      journal.noteEvent(name, event);
    },
    observe: (result) => {
      hub.emit('exchange:ended', seenOf(result));
      journal.noteExchange(result);
    },
    reordering: () => {
      rescorer.wake();
    },
  });
  return {
    device,
    store,
    transport,
    hub,
    pin: store.pinLock(systemClock),
    keys: {
      watch: (watcher) => {
        store.ring.watch(watcher);
      },
      adopt: (opened) => {
        store.adoptKeys(opened);
      },
    },
    drainer: new UnlockedDrainer(store, drainer),
    rescorer,
    journal,
  };
}

/** Without the reply: it may be a megabyte, and other tabs read what came of it in the database. */
function seenOf(result: ExchangeResult): ExchangeSeen {
  const { figures } = result;
  return result.ok ? { ok: true, figures } : { ok: false, code: result.code, figures };
}
