import type { NewJob } from '../../../core/job.ts';
import type { Queries } from '../../database.ts';
import { jobOutbox } from '../schema/index.ts';

/** Leaves work for after the commit. */
export async function writeJobs(queries: Queries, jobs: readonly NewJob[], now: string): Promise<void> {
  if (jobs.length === 0) return;
  await queries.insert(jobOutbox).values(jobs.map((job) => ({ ...job, createdAt: new Date(now) })));
}
