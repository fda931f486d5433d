/** Entry point of the codec thread: a bundle of its own, because a thread begins with a file. */
import { parentPort } from 'node:worker_threads';
import { serveCodecJobs } from './serve-codec-jobs.ts';

if (parentPort !== null) serveCodecJobs(parentPort);
