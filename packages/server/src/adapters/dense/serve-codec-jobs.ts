import type { MessagePort } from 'node:worker_threads';
import { ChainBook } from './chain-book.ts';
import type { CodecJob } from './codec-job.ts';
import { doCodecJob } from './do-codec-job.ts';

/** 28 chains of `mixing`, or 98 of `columns`. */
const ROOM = { bytes: 128_000_000, each: 4, idleMs: 300_000 };

/** All that the codec thread does, as long as it lives. */
export function serveCodecJobs(port: MessagePort): void {
  const book = new ChainBook(ROOM);
  port.on('message', (job: CodecJob) => {
    const done = doCodecJob(job, book, performance.now());
    const large = [done.json, done.frame].flatMap((bytes) => (bytes === undefined ? [] : [bytes.buffer]));
    port.postMessage(done, large);
  });
}
