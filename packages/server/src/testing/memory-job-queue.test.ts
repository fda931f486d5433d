import { jobQueueContract } from './job-queue-contract.ts';
import { MemoryJobQueue } from './memory-job-queue.ts';

jobQueueContract('memory', async () => new MemoryJobQueue());
