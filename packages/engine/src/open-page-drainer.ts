/** Composition of sending in a page: by a worker of its own where there is one. */
import type { DrainWorkerAccount } from './drain-worker/messages.ts';
import { WorkerDrainer } from './drain-worker/worker-drainer.ts';
import type { Drainer } from './drainer.ts';
import type { OpenEngine } from './open-engine.ts';

export interface PageDrainer {
  readonly drain: Drainer['drain'];
  /** Reads what the codec needs before it is needed. */
  readonly warm: () => void;
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
    return { drain: (options) => drainer.drain(options), warm: nothing, close: nothing };
  const worker = new WorkerDrainer({ open: () => new Worker(script), of, otherwise: drainer, failed });
  keys.watch((opened) => {
    worker.share(opened);
  });
  return {
    drain: (options) => worker.drain(options),
    warm: () => {
      worker.warm();
    },
    close: () => {
      worker.close();
    },
  };
}
