/** Composition of the dense form on a device: in a worker of its own where there is one. */
import { InlineDenseCoding } from './adapters/dense/inline-dense-coding.ts';
import { loadDenseSession } from './adapters/dense/load-dense-session.ts';
import { WorkerDenseCoding } from './adapters/dense/worker-dense-coding.ts';
import type { DenseCoding } from './ports.ts';

/** @param script path of a script that calls `installCodecWorker` */
export function openPageCoding(script: string | undefined): DenseCoding {
  /* None: the primer is read in one piece, and that alone is a task of a quarter of a second [P3]. JSON it is. */
  const inline = new InlineDenseCoding(loadDenseSession, []);
  if (script === undefined || typeof Worker === 'undefined') return inline;
  return new WorkerDenseCoding(() => new Worker(script), inline);
}

/** The service worker draws no screen and can have no worker of its own. */
export function openWorkerCoding(): DenseCoding {
  return new InlineDenseCoding(loadDenseSession, ['mixing', 'columns']);
}
