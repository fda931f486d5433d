/** A codec thread that does what the first byte of a frame says: dies, hangs, eats memory, or answers. */
import { parentPort } from 'node:worker_threads';
import type { CodecJob } from '../../adapters/dense/codec-job.ts';

parentPort?.on('message', (job: CodecJob) => {
  const [order] = job.do === 'decode' ? job.frame : [0];
  if (order === 1) throw new Error('as ordered');
  if (order === 2) process.exit(3);
  if (order === 3) for (;;);
  /* In small pieces: a single one that is larger than what is left ends the whole process, whatever the limits. */
  const eaten: number[][] = [];
  while (order === 4) eaten.push(Array<number>(10_000).fill(eaten.length));
  parentPort?.postMessage({ json: new TextEncoder().encode('{}'), chains: 0.5 });
});
