/** Composition of the dense form on a device. */
import { InlineDenseCoding } from './adapters/dense/inline-dense-coding.ts';
import { loadDenseSession } from './adapters/dense/load-dense-session.ts';
import type { DenseCoding } from './ports.ts';

/** A page reads no primer: it is read in one piece, and that alone is a task of a quarter of a second [P3]. JSON it is. */
export function openPageCoding(): DenseCoding {
  return new InlineDenseCoding(loadDenseSession, []);
}

/** Workers draw no screen. */
export function openWorkerCoding(): DenseCoding {
  return new InlineDenseCoding(loadDenseSession, ['mixing', 'columns']);
}
