/** Composition of sending in a page: by a worker of its own where there is one. */
import type { SenderReading } from './core/self-test.ts';
import type { DrainWorkerAccount } from './drain-worker/messages.ts';
import { WorkerDrainer } from './drain-worker/worker-drainer.ts';
import type { Drainer, DrainOutcome } from './drainer.ts';
import type { OpenEngine } from './open-engine.ts';

export interface PageDrainer {
  readonly drain: Drainer['drain'];
  /** Reads what the codec needs before it is needed. */
  readonly warm: () => void;
  /** What sends, asked now. */
  readonly look: () => Promise<SenderReading>;
  readonly close: () => void;
}

/** @param script path of a script that calls `installDrainWorker` */
export function openPageDrainer(
  script: string | undefined,
  of: DrainWorkerAccount,
  engine: Pick<OpenEngine, 'drainer' | 'keys'>,
  failed: (error: unknown) => void,
): PageDrainer {
  const { drainer, keys } = engine;
  const nothing = (): void => undefined;
  /* Without channels between contexts the page would hear nothing of what its worker does. */
  if (script === undefined || typeof Worker === 'undefined' || typeof BroadcastChannel === 'undefined')
    return {
      drain: (options) => drainer.drain(options),
      warm: nothing,
      look: () => Promise.resolve('page'),
      close: nothing,
    };
  const worker = new WorkerDrainer({
    open: () => new Worker(script),
    of,
    otherwise: drainer,
    failed,
    now: () => performance.now(),
  });
  keys.watch((opened) => {
    worker.share(opened);
  });
  return {
    drain: (options) => whileAwake(of.account, worker.drain(options)),
    warm: () => {
      worker.warm();
    },
    look: async () => ((await worker.answers()) ? 'thread' : 'lost'),
    close: () => {
      worker.close();
    },
  };
}

/**
 * A browser that saves energy freezes hidden pages, but none that holds a Web Lock; that its worker holds one it does not see, and
 * the worker is frozen with the page, lock and all, and nobody else can send. So the page holds one of its own meanwhile.
 */
function whileAwake(account: string, drained: Promise<DrainOutcome>): Promise<DrainOutcome> {
  const locks: LockManager | undefined = typeof navigator === 'undefined' ? undefined : navigator.locks;
  const ended = drained.then(
    () => undefined,
    () => undefined,
  );
  /* Not to be had, it is no more than a page that may be frozen. */
  locks?.request(`fieldsync-page-${account}`, { mode: 'shared' }, () => ended).catch(() => undefined);
  return drained;
}
