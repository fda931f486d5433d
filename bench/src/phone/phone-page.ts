/** Runs in the page: the engine, and what a benchmark asks of it. */
import { createFieldsync, type BackgroundSyncManager } from '@fieldsync/engine';
import type { Operation } from '@fieldsync/protocol';
import { captureAll } from './capture.ts';
import { recordDrain, type DrainSeen } from './drain-recorder.ts';

export interface QueuedItem {
  readonly id: string;
  readonly critical: boolean;
  readonly priority: string;
}

export interface PhonePage {
  /** Fills the outbox and leaves sending paused, also over a reload. The earlier records are at the office afterwards. */
  fill(earlier: readonly Operation[], operations: readonly Operation[]): Promise<{ readonly saveMs: number }>;
  /** Opens the engine on what is stored. */
  open(): Promise<void>;
  /** What waits, all of it. */
  list(): Promise<readonly QueuedItem[]>;
  /** Records from now on. */
  record(): Promise<void>;
  /** The same, and lets the engine send as soon as it can. */
  release(): Promise<void>;
  /** Resolves when nothing waits any more. */
  untilEmpty(): Promise<void>;
  /** Resolves when what has arrived is in its rows: that is work of the drain, too. */
  untilFolded(): Promise<void>;
  finish(): DrainSeen;
  saveOne(operation: Operation): Promise<void>;
  syncNow(): Promise<void>;
}

let opened: BackgroundSyncManager | undefined;
let tell: (() => DrainSeen) | undefined;

function engine(): BackgroundSyncManager {
  if (opened === undefined) throw new Error('open first');
  return opened;
}

async function openEngine(): Promise<BackgroundSyncManager> {
  const session = (await (await fetch('/api/v1/session')).json()) as { data: { user: { id: string } } };
  opened = await createFieldsync({
    account: session.data.user.id,
    appVersion: 'bench',
    drainWorker: '/drain.js',
  });
  return opened;
}

/** Looked at every so often: the session that empties the queue may end between a look and the wait for its end. */
const LOOK_MS = 200;

async function untilEmpty(): Promise<void> {
  for (;;) {
    const { counts } = await engine().getState();
    if (counts.critical + counts.high + counts.normal + counts.low === 0) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function untilFolded(): Promise<void> {
  const database = await asked(indexedDB.open(`fieldsync-${engine().account}`));
  const left = (): Promise<number> =>
    asked(database.transaction('arrivals', 'readonly').objectStore('arrivals').count());
  while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  database.close();
}

function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB refused'));
    };
  });
}

const page: PhonePage = {
  async fill(earlier, operations) {
    const sync = await openEngine();
    await sync.pause();
    await captureAll(sync, earlier);
    await sync.resume();
    await sync.syncNow();
    await untilEmpty();
    await sync.pause();
    const started = performance.now();
    await captureAll(sync, operations);
    return { saveMs: (performance.now() - started) / Math.max(1, operations.length) };
  },

  async open() {
    await openEngine();
  },

  async list() {
    const queue = await engine().listQueue({ limit: 100_000 });
    return queue.map(({ id, criticalBand, priority }) => ({ id, critical: criticalBand, priority }));
  },

  async record() {
    tell = await recordDrain(engine());
  },

  async release() {
    tell = await recordDrain(engine());
    await engine().resume();
  },

  untilEmpty,
  untilFolded,

  finish() {
    if (tell === undefined) throw new Error('release first');
    return tell();
  },

  async saveOne(operation) {
    await captureAll(engine(), [operation]);
  },

  async syncNow() {
    await engine().syncNow();
  },
};

(globalThis as typeof globalThis & { phone: PhonePage }).phone = page;
