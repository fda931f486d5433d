/** The codec thread as it is shipped. */
import { parentPort } from 'node:worker_threads';
import { serveCodecJobs } from '../../adapters/dense/serve-codec-jobs.ts';

if (parentPort !== null) serveCodecJobs(parentPort);
